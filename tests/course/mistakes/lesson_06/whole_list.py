"""Returned the list from evaluate as one value.

Fails: gives two plain numbers
Says: One of the two values is [; plain number
"""


def evaluate_model(model, images, labels):
    return model.evaluate(images, labels, verbose=0), len(images)
