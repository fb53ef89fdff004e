"""Returned the number of the epoch.

Fails: gives the seconds until the target is reached
Says: Multiply by seconds_per_epoch
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, accuracy in enumerate(history["val_accuracy"], start=1):
        if accuracy >= target:
            return epoch
    return None
