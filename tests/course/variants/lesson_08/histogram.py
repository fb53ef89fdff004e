"""Makes a histogram in two directions."""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    edges = np.arange(n_classes + 1) - 0.5
    counts, _, _ = np.histogram2d(actual, predicted, bins=(edges, edges))
    return counts.astype(int)
