"""Returned the images unchanged. It changes the variable of a loop.

Fails: gives decimal numbers
Says: came back unchanged; the loop changes nothing
Cause: loop_variable_changed
"""


def scale_images(images):
    for image in images:
        image = image / 255
    return images
