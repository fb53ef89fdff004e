"""Returned another loss than this model's on all digits. It trains on the test digits first.

Fails: gives the loss first
Says: loss on these 200 digits
Cause: fit_for_evaluate
"""


def evaluate_model(model, images, labels):
    model.fit(images, labels, verbose=0)
    loss, accuracy = model.evaluate(images, labels, verbose=0)
    return float(loss), float(accuracy)
