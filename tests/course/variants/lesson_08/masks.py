"""Counts where both conditions are true."""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    return np.array(
        [
            [np.sum((actual == i) & (predicted == j)) for j in range(n_classes)]
            for i in range(n_classes)
        ]
    )
