"""Asked for more than the target.

Fails: counts an accuracy that is just the target
Says: target or more
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, accuracy in enumerate(history["val_accuracy"], start=1):
        if accuracy > target:
            return epoch * seconds_per_epoch
    return None
