"""Returned nothing when the target was reached. It prints.

Fails: gives the seconds until the target is reached
Says: You returned None
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, accuracy in enumerate(history["val_accuracy"], start=1):
        if accuracy >= target:
            print(epoch * seconds_per_epoch)
            return
