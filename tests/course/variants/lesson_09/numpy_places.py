"""Looks for the places with NumPy, and returns a NumPy number."""

import numpy as np


def accuracy_after(history, seconds_per_epoch, target):
    (places,) = np.nonzero(np.asarray(history["val_accuracy"], "float32") >= np.float32(target))
    return np.float64((places[0] + 1) * seconds_per_epoch) if places.size else None
