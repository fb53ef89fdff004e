"""Wrote the counts where cells meet.

Fails: writes each count in its cell
Says: where cells meet; in the middle of its cell
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    _, ax = plt.subplots(figsize=(7, 7))
    ax.pcolormesh(shares, cmap="Blues")
    ax.invert_yaxis()
    for (row, column), count in np.ndenumerate(matrix):
        ax.text(column, row, count, ha="center", va="center")
    ax.set_xlabel("predicted")
    ax.set_ylabel("actual")
    return ax
