"""Gives views: strided, reversed, transposed, of classes of NumPy's own."""

import numpy as np

from coursekit import mnist


def load_data():
    return [
        [np.asfortranarray(images), labels.view(np.ndarray)] for images, labels in mnist.load_data()
    ]


def scale_images(images):
    twice = np.repeat(np.asarray(images, order="F") / np.float64(255), 2, axis=0)
    return twice[::2]


def split_validation(images, labels, n_valid):
    cut = [np.lib.stride_tricks.as_strided(a, writeable=False) for a in (images, labels)]
    valid, train = zip(*([a[::-1][-n_valid:][::-1], np.ma.getdata(a[n_valid:])] for a in cut))
    return train, valid
