"""Returned true and false instead of places.

Fails: gives places of images
Says: type bool; np.flatnonzero(…)
"""


def worst_mistakes(probabilities, labels, n=9):
    return probabilities.argmax(axis=1) != labels
