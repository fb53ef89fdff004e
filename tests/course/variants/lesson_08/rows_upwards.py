"""Draws row 0 at the bottom, as the numbers beside it say."""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    _, ax = plt.subplots()
    sums = matrix.sum(axis=1)
    sums[sums == 0] = 1
    ax.imshow((matrix.T / sums).T, origin="lower", cmap="Greens")
    for i, j in np.ndindex(*matrix.shape):
        ax.text(j, i, int(matrix[i, j]), ha="center", va="center")
    ax.set_xlabel("Prediction")
    ax.set_ylabel("Actual digit")
    return ax
