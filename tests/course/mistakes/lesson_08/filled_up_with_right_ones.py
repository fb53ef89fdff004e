"""Filled up with right answers.

Fails: gives fewer when there are fewer mistakes
Says: There are 3 mistakes; you returned 9
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    wrong = probabilities.argmax(axis=1) != labels
    return np.argsort(-np.where(wrong, probabilities.max(axis=1), 0))[:n]
