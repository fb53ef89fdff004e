"""Drew the rows upside down, beside numbers from top to bottom.

Fails: colours show the share of each row
Says: stands on its head
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    _, ax = plt.subplots(figsize=(7, 7))
    ax.imshow(shares[::-1], cmap="Blues")
    for (row, column), count in np.ndenumerate(matrix):
        ax.text(column, len(matrix) - 1 - row, count, ha="center", va="center")
    ax.set_xticks(range(len(matrix)))
    ax.set_yticks(range(len(matrix)))
    ax.set_xlabel("predicted")
    ax.set_ylabel("actual")
    return ax
