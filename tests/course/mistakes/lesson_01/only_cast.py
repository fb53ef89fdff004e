"""Converted to decimal numbers and forgot to divide.

Fails: makes 0 stay 0 and 255 become 1
Says: became numbers from 0 to 255; was not divided
"""


def scale_images(images):
    return images.astype("float32")
