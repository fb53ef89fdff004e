"""Returned another time than that of the first such epoch. The whole training's.

Fails: gives the seconds until the target is reached
Says: The first one that reaches the target counts
"""


def accuracy_after(history, seconds_per_epoch, target):
    accuracies = history["val_accuracy"]
    if max(accuracies) >= target:
        return len(accuracies) * seconds_per_epoch
    return None
