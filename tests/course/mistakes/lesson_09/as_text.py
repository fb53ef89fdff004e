"""Returned a text.

Fails: gives the seconds until the target is reached
Says: a plain number
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, accuracy in enumerate(history["val_accuracy"], start=1):
        if accuracy >= target:
            return f"{epoch * seconds_per_epoch:.1f} s"
    return None
