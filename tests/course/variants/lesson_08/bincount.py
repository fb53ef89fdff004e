"""Numbers the cells and counts the numbers."""

import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    cells = n_classes * np.asarray(actual, int) + np.asarray(predicted)
    return np.bincount(cells, minlength=n_classes**2).reshape(n_classes, n_classes)
