"""Uses pcolormesh, percent, and ticks in the middle of the cells."""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    digits = np.arange(len(matrix))
    percent = 100 * np.nan_to_num(matrix / matrix.sum(axis=1)[:, None])
    _, ax = plt.subplots(figsize=(8, 6))
    ax.pcolormesh(percent, cmap="Oranges", edgecolors="white")
    for i in digits:
        for j in digits:
            ax.annotate(str(matrix[i, j]), (j + 0.5, i + 0.5), ha="center", va="center")
    ax.set_xticks(digits + 0.5, digits)
    ax.set_yticks(digits + 0.5, digits)
    ax.invert_yaxis()
    ax.set_xlabel("What the network said")
    ax.set_ylabel("What it is")
    return ax
