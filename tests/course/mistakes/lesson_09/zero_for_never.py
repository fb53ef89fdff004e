"""Returned a number when the target was never reached. It is 0.

Fails: gives none when the target is never reached
Says: the number 0
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, accuracy in enumerate(history["val_accuracy"], start=1):
        if accuracy >= target:
            return epoch * seconds_per_epoch
    return 0
