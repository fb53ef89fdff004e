"""Returned another time than that of the first such epoch. It compares a percentage with a fraction.

Fails: gives the seconds until the target is reached
Says: first epoch whose accuracy
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, accuracy in enumerate(history["val_accuracy"], start=1):
        if accuracy * 100 >= target:
            return epoch * seconds_per_epoch
    return None
