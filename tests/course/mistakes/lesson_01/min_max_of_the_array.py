"""Scaled by the array's own maximum. And by its minimum.

Fails: divides by 255 also when no pixel is black
Says: Divide by 255 itself
"""


def scale_images(images):
    low, high = images.min(), images.max()
    return (images - low) / (high - low)
