"""Gave places among the wrong answers.

Fails: leaves the right answers out
Says: its number among the wrong answers; look the numbers up
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    wrong = probabilities.argmax(axis=1) != labels
    confidence = probabilities[wrong].max(axis=1)
    return np.argsort(-confidence)[:n]
