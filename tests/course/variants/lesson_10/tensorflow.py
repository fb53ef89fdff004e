"""Pads and cuts with TensorFlow."""

import numpy as np
import tensorflow as tf


def shift_images(images, rng, max_shift=1):
    padded = tf.pad(images, [[0, 0], [max_shift, max_shift], [max_shift, max_shift]])
    corners = rng.integers(0, 2 * max_shift + 1, size=(len(images), 2))
    cut = [image[y : y + 28, x : x + 28] for image, (y, x) in zip(padded.numpy(), corners)]
    return np.array(cut)
