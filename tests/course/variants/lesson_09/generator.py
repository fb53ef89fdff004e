"""Gives next a default, and rounds."""


def accuracy_after(history, seconds_per_epoch, target):
    return next(
        (
            round(number * seconds_per_epoch, 1)
            for number, reached in enumerate((a >= target for a in history["val_accuracy"]), 1)
            if reached
        ),
        None,
    )
