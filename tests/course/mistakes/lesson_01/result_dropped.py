"""Returned the images unchanged. It divides and returns the old array.

Fails: gives decimal numbers
Says: came back unchanged; nothing keeps it
Cause: value_is_lost
"""


def scale_images(images):
    images / 255
    return images
