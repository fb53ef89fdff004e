"""Divides a copy in place."""


def scale_images(images):
    scaled = images.astype("float64").copy()
    scaled /= 255
    return scaled
