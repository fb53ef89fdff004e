"""Returned another time than that of the first such epoch. One between two epochs.

Fails: gives the seconds until the target is reached
Says: first epoch whose accuracy
"""

import numpy as np


def accuracy_after(history, seconds_per_epoch, target):
    accuracies = np.array(history["val_accuracy"])
    if accuracies.max() < target:
        return None
    epochs = np.arange(1, len(accuracies) + 1)
    return float(np.interp(target, accuracies, epochs)) * seconds_per_epoch
