"""Sorts pairs of confidence and place."""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    pairs = []
    for place, (row, label) in enumerate(zip(probabilities, labels)):
        if np.argmax(row) != label:
            pairs.append((max(row), place))
    pairs.sort(reverse=True)
    return np.array([place for _, place in pairs[:n]])
