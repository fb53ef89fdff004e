"""Counts in a while loop."""


def accuracy_after(history, seconds_per_epoch, target):
    accuracies = history["val_accuracy"]
    seconds = 0.0
    epoch = 0
    while epoch < len(accuracies):
        seconds += seconds_per_epoch
        if not accuracies[epoch] < target:
            return seconds
        epoch += 1
