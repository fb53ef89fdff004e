"""Took the number of classes from somewhere else. As many as the largest label says.

Fails: takes as many classes as there are columns
Says: your function stopped with; as probabilities has columns
"""

import numpy as np


def cross_entropy(probabilities, labels):
    one_hot = np.eye(labels.max() + 1)[labels]
    return float(-np.sum(one_hot * np.log(probabilities + 1e-12)) / len(labels))
