"""Divided by 255 twice.

Fails: makes 0 stay 0 and 255 become 1
Says: divided by 255 twice
"""


def scale_images(images):
    images = images / 255
    return images / 255
