"""Returned the accuracy in percent.

Fails: gives the accuracy as a share
Says: percent
"""


def evaluate_model(model, images, labels):
    loss, accuracy = model.evaluate(images, labels, verbose=0)
    return float(loss), 100 * float(accuracy)
