"""Takes the right ones along the axis, from logarithms."""

import numpy as np


def cross_entropy(probabilities, labels):
    smallest = np.finfo(probabilities.dtype).tiny
    logs = np.log(np.fmax(probabilities, smallest))
    right = np.take_along_axis(logs, np.asarray(labels, int)[:, None], axis=1)
    return np.negative(right).mean().item()
