"""Returned a NumPy array instead of a pandas Series.

Fails: lists the digits 0 to 9 in order
Says: a pandas Series
"""

import numpy as np


def count_labels(labels):
    return np.bincount(labels, minlength=10)
