"""Measured on only a part of the digits.

Fails: gives the loss first
Says: all images
"""


def evaluate_model(model, images, labels):
    loss, accuracy = model.evaluate(images[:100], labels[:100], verbose=0)
    return float(loss), float(accuracy)
