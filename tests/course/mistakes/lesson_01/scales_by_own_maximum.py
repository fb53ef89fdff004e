"""Scaled by the array's own maximum.

Fails: divides by 255 also when no pixel is black
Says: instead of; Divide by 255 itself
"""


def scale_images(images):
    return images / images.max()
