"""Divided by another number than 255.

Fails: makes 0 stay 0 and 255 become 1
Says: They were divided by 256; Divide by 255
"""


def scale_images(images):
    return images / 256
