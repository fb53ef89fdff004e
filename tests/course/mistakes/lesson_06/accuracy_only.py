"""Returned a number instead of a pair.

Fails: gives two plain numbers
Says: a pair
"""


def evaluate_model(model, images, labels):
    loss, accuracy = model.evaluate(images, labels, verbose=0)
    return float(accuracy)
