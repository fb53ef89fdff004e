"""Returned nothing when the target was reached. It gives up after the first epoch.

Fails: gives the seconds until the target is reached
Says: only behind the loop
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, accuracy in enumerate(history["val_accuracy"], start=1):
        if accuracy >= target:
            return epoch * seconds_per_epoch
        else:
            return None
