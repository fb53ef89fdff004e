"""Returned another loss than this model's on all digits. It measures on the first 100.

Fails: gives the loss first
Says: all images
"""


def evaluate_model(model, images, labels):
    loss, accuracy = model.evaluate(images[:100], labels[:100], verbose=0)
    return float(loss), float(accuracy)
