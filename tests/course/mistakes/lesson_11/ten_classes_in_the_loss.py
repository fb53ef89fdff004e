"""Took the number of classes from somewhere else. There are always ten.

Fails: takes as many classes as there are columns
Says: your function stopped with; as probabilities has columns
"""

import numpy as np


def cross_entropy(probabilities, labels):
    one_hot = np.eye(10)[labels]
    return float(-np.sum(one_hot * np.log(probabilities + 1e-12)) / len(labels))
