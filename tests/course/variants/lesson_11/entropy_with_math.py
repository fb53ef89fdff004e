"""Takes one image after the other, with plain Python."""

import math


def cross_entropy(probabilities, labels):
    losses = []
    for row, label in zip(probabilities, labels):
        losses.append(-math.log(row[label]) if row[label] > 1e-15 else -math.log(1e-15))
    return sum(losses) / len(losses)
