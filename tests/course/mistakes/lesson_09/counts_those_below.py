"""Took another epoch than the first. It counts the epochs that are below.

Fails: takes the first of several epochs
Says: stop at the first
"""


def accuracy_after(history, seconds_per_epoch, target):
    below = sum(accuracy < target for accuracy in history["val_accuracy"])
    if below == len(history["val_accuracy"]):
        return None
    return (below + 1) * seconds_per_epoch
