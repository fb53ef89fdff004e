"""Flattened the images while scaling them.

Fails: keeps the shape
Says: (6, 784)
"""


def scale_images(images):
    return images.reshape(len(images), -1) / 255
