"""Multiplies two tables of zeros and ones."""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    ones = np.eye(n_classes, dtype=int)
    return ones[actual].T @ ones[predicted]
