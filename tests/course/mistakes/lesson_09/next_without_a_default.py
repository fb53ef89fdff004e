"""Stopped with StopIteration.

Fails: gives none when the target is never reached
Says: StopIteration
Cause: next_without_an_end
"""


def accuracy_after(history, seconds_per_epoch, target):
    accuracies = enumerate(history["val_accuracy"], start=1)
    epoch = next(epoch for epoch, accuracy in accuracies if accuracy >= target)
    return epoch * seconds_per_epoch
