"""Gives right answers a confidence below all others, and cuts them off."""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    predicted = np.argmax(probabilities, axis=-1)
    confidence = np.where(predicted == labels, -1.0, np.max(probabilities, axis=-1))
    n_wrong = np.count_nonzero(predicted != labels)
    return np.argsort(confidence)[::-1][: min(n, n_wrong)]
