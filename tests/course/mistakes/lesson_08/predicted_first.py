"""Put the predicted digit first.

Fails: says how often an actual digit was taken for another
Says: but it was the; it is the actual digit
"""

import numpy as np


def most_confused(matrix, n=5):
    confusions = [
        (actual, predicted, int(count))
        for (actual, predicted), count in np.ndenumerate(matrix)
        if actual != predicted and count > 0
    ]
    confusions.sort(key=lambda confusion: confusion[2], reverse=True)
    return [(predicted, actual, count) for actual, predicted, count in confusions[:n]]
