"""Used the training accuracy.

Fails: looks at the validation accuracy
Says: only new digits
"""


def accuracy_after(history, seconds_per_epoch, target):
    for epoch, accuracy in enumerate(history["accuracy"], start=1):
        if accuracy >= target:
            return epoch * seconds_per_epoch
    return None
