"""Returned the whole list and the number of digits.

Fails: gives two plain numbers
Says: plain number
"""


def evaluate_model(model, images, labels):
    return model.evaluate(images, labels, verbose=0), len(images)
