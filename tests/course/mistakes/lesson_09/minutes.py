"""Returned another time than that of the first such epoch. It is in minutes.

Fails: gives the seconds until the target is reached
Says: first epoch whose accuracy
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, accuracy in enumerate(history["val_accuracy"], start=1):
        if accuracy >= target:
            return epoch * seconds_per_epoch / 60
    return None
