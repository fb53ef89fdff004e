"""Colours right answers and confusions apart, one picture over the other."""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    shares = matrix / np.where(matrix.sum(axis=1) == 0, 1, matrix.sum(axis=1)).reshape(-1, 1)
    right = np.eye(len(matrix), dtype=bool)
    _, ax = plt.subplots()
    ax.imshow(np.ma.masked_where(~right, shares), cmap="Greens", vmin=0, vmax=1)
    ax.imshow(np.ma.masked_where(right, shares), cmap="Reds", vmin=0, vmax=0.2)
    for i, row in enumerate(matrix.tolist()):
        for j, count in enumerate(row):
            ax.text(j, i, format(count, ",").replace(",", " "), ha="center", va="center")
    ax.tick_params(length=0)
    ax.xaxis.set_label_position("top")
    ax.set_xlabel("Predicted")
    ax.set_ylabel("Actual")
    return ax
