"""Divided rows or columns by their own length.

Fails: makes 0 stay 0 and 255 become 1
Says: each column by its own length
"""

import keras


def scale_images(images):
    return keras.utils.normalize(images.astype("float32"), axis=1)
