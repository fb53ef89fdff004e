"""Looks the chosen probability up, and makes an array of 32-bit numbers."""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    predicted = np.argmax(probabilities, axis=1)
    chosen = np.take_along_axis(probabilities, predicted[:, None], axis=1)[:, 0]
    by_confidence = chosen.argsort()[::-1]
    wrong_first = by_confidence[predicted[by_confidence] != labels[by_confidence]]
    return wrong_first[:n].astype(np.int32)
