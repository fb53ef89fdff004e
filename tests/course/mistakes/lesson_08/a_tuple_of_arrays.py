"""Returned what np.where gives.

Fails: gives places of images
Says: worst_mistakes returned a list that holds; take it out with [0]
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    return np.where(probabilities.argmax(axis=1) != labels)
