"""Left the last epoch out.

Fails: knows the first and the last epoch
Says: leaves out the last of accuracies, too
Cause: loop_ends_too_early
"""


def accuracy_after(history, seconds_per_epoch, target):
    accuracies = history["val_accuracy"]
    for i in range(len(accuracies) - 1):
        if accuracies[i] >= target:
            return (i + 1) * seconds_per_epoch
    return None
