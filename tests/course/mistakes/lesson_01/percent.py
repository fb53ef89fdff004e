"""Scaled to percent.

Fails: makes 0 stay 0 and 255 become 1
Says: That is percent
"""


def scale_images(images):
    return images / 255 * 100
