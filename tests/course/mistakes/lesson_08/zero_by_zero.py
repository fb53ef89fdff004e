"""Divided 0 by 0 for a digit that never occurs.

Fails: shows 0 for a digit that never occurs
Says: nan, not a number; np.maximum(…, 1)
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    shares = matrix / matrix.sum(axis=1, keepdims=True)
    _, ax = plt.subplots(figsize=(7, 7))
    ax.imshow(shares, cmap="Blues")
    for (row, column), count in np.ndenumerate(matrix):
        ax.text(column, row, count, ha="center", va="center")
    ax.set_xticks(range(len(matrix)))
    ax.set_yticks(range(len(matrix)))
    ax.set_xlabel("predicted")
    ax.set_ylabel("actual")
    return ax
