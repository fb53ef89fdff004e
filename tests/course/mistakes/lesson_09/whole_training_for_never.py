"""Returned a number when the target was never reached. The time of the whole training.

Fails: gives none when the target is never reached
Says: would look like a time
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, accuracy in enumerate(history["val_accuracy"], start=1):
        if accuracy >= target:
            break
    return epoch * seconds_per_epoch
