"""Returned the accuracy first.

Fails: gives the loss first
Says: accuracy and then the loss
"""


def evaluate_model(model, images, labels):
    loss, accuracy = model.evaluate(images, labels, verbose=0)
    return float(accuracy), float(loss)
