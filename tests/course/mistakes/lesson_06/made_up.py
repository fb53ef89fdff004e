"""Returned fixed numbers.

Fails: gives the loss first
Says: You returned 0.075
"""


def evaluate_model(model, images, labels):
    return 0.0747, 0.9769
