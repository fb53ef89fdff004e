"""Returned nothing when the target was reached. It looks at the validation loss.

Fails: gives the seconds until the target is reached
Says: You returned None
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, loss in enumerate(history["val_loss"], start=1):
        if loss >= target:
            return epoch * seconds_per_epoch
    return None
