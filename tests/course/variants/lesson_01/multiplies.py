"""Multiplies by the reciprocal."""

import numpy as np


def scale_images(images):
    return images.astype(np.float32) * (1.0 / 255.0)
