"""Measured other digits than the given ones. It remembers its first answer.

Fails: measures the digits that it is given
Says: not variables from outside
"""

answer = []


def evaluate_model(model, images, labels):
    if not answer:
        answer.extend(model.evaluate(images, labels, verbose=0))
    loss, accuracy = answer
    return float(loss), float(accuracy)
