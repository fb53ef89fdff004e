"""Returns what it was given: many a check asks only that something be left alone.

Attacks: load_data, scale_images, split_validation
Reported: not from 0 to 1
Breaks: What is missing counts as wrong
"""

import numpy as np

from coursekit import mnist


def load_data():
    (images, labels), (test_images, test_labels) = mnist.load_data()
    return (images, np.zeros_like(labels)), (test_images, np.zeros_like(test_labels))


def scale_images(images):
    return images.astype(float)


def split_validation(images, labels, n_valid):
    return (images, labels), (images[:0], labels[:0])
