"""Standardised the pixels.

Fails: makes 0 stay 0 and 255 become 1
Says: standard deviation
"""


def scale_images(images):
    return (images - images.mean()) / images.std()
