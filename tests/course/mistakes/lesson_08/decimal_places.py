"""Returned the places as decimal numbers.

Fails: gives places of images
Says: type float64; only their type is decimal; .astype(int)
"""

import numpy as np


def worst_mistakes(probabilities, labels, n=9):
    confidence = probabilities.max(axis=1)
    places = np.array([])
    for place in np.argsort(-confidence):
        if probabilities[place].argmax() != labels[place]:
            places = np.append(places, place)
    return places[:n]
