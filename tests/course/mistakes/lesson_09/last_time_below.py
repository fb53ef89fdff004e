"""Took another epoch than the first. The one from which it stays there.

Fails: takes the first of several epochs
Says: stop at the first
"""


def accuracy_after(history, seconds_per_epoch, target):
    accuracies = history["val_accuracy"]
    if accuracies[-1] < target:
        return None
    below = [epoch for epoch, accuracy in enumerate(accuracies, start=1) if accuracy < target]
    return (max(below, default=0) + 1) * seconds_per_epoch
