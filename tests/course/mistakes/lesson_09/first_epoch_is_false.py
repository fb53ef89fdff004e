"""Left the first epoch out. It takes the place 0 for nothing.

Fails: knows the first and the last epoch
Says: the first one too
"""


def accuracy_after(history, seconds_per_epoch, target):
    reached = [i for i, accuracy in enumerate(history["val_accuracy"]) if accuracy >= target]
    place = reached[0] if reached else None
    if place:
        return (place + 1) * seconds_per_epoch
    return None
