"""Returned a pandas Series instead of places.

Fails: gives places of images
Says: a value of type Series; one whole number for each mistake
"""

import pandas as pd


def worst_mistakes(probabilities, labels, n=9):
    confidence = pd.Series(probabilities.max(axis=1))
    wrong = probabilities.argmax(axis=1) != labels
    return confidence[wrong].sort_values(ascending=False).head(n)
