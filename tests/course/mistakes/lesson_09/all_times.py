"""Returned several times in place of one. It takes all epochs that reach the target.

Fails: gives the seconds until the target is reached
Says: Of a list, tuple or array; whether it is empty
"""

import numpy as np


def accuracy_after(history, seconds_per_epoch, target):
    places = np.flatnonzero(np.array(history["val_accuracy"]) >= target)
    return (places + 1) * seconds_per_epoch
