"""Swapped the names of the axes.

Fails: says nothing wrong about its axes
Says: The x axis of your plot is called "actual"; Call the x axis predicted
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    _, ax = plt.subplots(figsize=(7, 7))
    ax.imshow(shares, cmap="Blues")
    for (row, column), count in np.ndenumerate(matrix):
        ax.text(column, row, count, ha="center", va="center")
    ax.set_xticks(range(len(matrix)))
    ax.set_yticks(range(len(matrix)))
    ax.set_xlabel("actual")
    ax.set_ylabel("predicted")
    return ax
