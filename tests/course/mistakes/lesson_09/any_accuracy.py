"""Used the training accuracy. Whichever of the two is there first.

Fails: looks at the validation accuracy
Says: the list "val_accuracy"
"""


def accuracy_after(history, seconds_per_epoch, target):
    both = zip(history["accuracy"], history["val_accuracy"])
    for epoch, accuracies in enumerate(both, start=1):
        if max(accuracies) >= target:
            return epoch * seconds_per_epoch
    return None
