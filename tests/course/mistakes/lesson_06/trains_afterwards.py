"""Trained the model while testing it.

Fails: does not train the model
Says: it trained on the digits
Cause: fit_for_evaluate
"""


def evaluate_model(model, images, labels):
    loss, accuracy = model.evaluate(images, labels, verbose=0)
    model.fit(images, labels, verbose=0)
    return float(loss), float(accuracy)
