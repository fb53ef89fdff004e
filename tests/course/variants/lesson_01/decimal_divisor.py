"""Divides by 255.0, as in the seed."""


def scale_images(images):
    return images / 255.0
