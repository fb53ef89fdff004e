"""Scaled only where a pixel is larger than 1.

Fails: divides by 255 also when no pixel is black
Says: without an if
"""


def scale_images(images):
    scaled = images.astype("float32")
    if scaled.max() > 1:
        scaled = scaled / 255
    return scaled
