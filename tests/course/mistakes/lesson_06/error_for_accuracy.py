"""Returned another accuracy than the model's. The share that is wrong.

Fails: gives the accuracy as a share
Says: of these 200 digits; You returned the accuracy 0.; share of the wrong answers
"""


def evaluate_model(model, images, labels):
    loss, accuracy = model.evaluate(images, labels, verbose=0)
    return loss, 1 - accuracy
