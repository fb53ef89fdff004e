"""Ordered by the probability of the right digit.

Fails: puts the most confident first
Says: the probability of the right digit; Take the largest
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    of_the_label = probabilities[wrong, labels[wrong]]
    return wrong[np.argsort(of_the_label)][:n]
