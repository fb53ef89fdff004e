"""Returned another accuracy than the model's. A rounded one.

Fails: gives the accuracy as a share
Says: don't round
"""


def evaluate_model(model, images, labels):
    loss, accuracy = model.evaluate(images, labels, verbose=0)
    return loss, round(accuracy, 2)
