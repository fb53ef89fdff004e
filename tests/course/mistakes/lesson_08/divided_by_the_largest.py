"""Coloured something else than the share of each row. The share of the largest number.

Fails: colours show the share of each row
Says: Divide each row by its own sum
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    shares = matrix / matrix.max()
    _, ax = plt.subplots(figsize=(7, 7))
    ax.imshow(shares, cmap="Blues")
    for (row, column), count in np.ndenumerate(matrix):
        ax.text(column, row, count, ha="center", va="center")
    ax.set_xticks(range(len(matrix)))
    ax.set_yticks(range(len(matrix)))
    ax.set_xlabel("predicted")
    ax.set_ylabel("actual")
    return ax
