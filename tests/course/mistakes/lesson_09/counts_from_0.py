"""Counted the epochs from 0.

Fails: gives the seconds until the target is reached
Says: add 1 to the place
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, accuracy in enumerate(history["val_accuracy"]):
        if accuracy >= target:
            return epoch * seconds_per_epoch
    return None
