"""Returned a number when the target was never reached. argmax gives 0 then.

Fails: gives none when the target is never reached
Says: return None
"""

import numpy as np


def accuracy_after(history, seconds_per_epoch, target):
    reached = np.array(history["val_accuracy"]) >= target
    return float(reached.argmax() + 1) * seconds_per_epoch
