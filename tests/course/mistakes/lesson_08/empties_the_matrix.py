"""Wrote into the given matrix.

Fails: leaves its input as it was
Says: Divide into a new table
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    _, ax = plt.subplots(figsize=(7, 7))
    ax.imshow(shares, cmap="Blues")
    matrix[matrix == 0] = -1
    for (row, column), count in np.ndenumerate(matrix):
        ax.text(column, row, max(count, 0), ha="center", va="center")
    ax.set_xticks(range(len(matrix)))
    ax.set_yticks(range(len(matrix)))
    ax.set_xlabel("predicted")
    ax.set_ylabel("actual")
    return ax
