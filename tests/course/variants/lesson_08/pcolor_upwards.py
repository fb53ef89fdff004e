"""Uses pcolor with its own ticks and direction, and writes at the left of each cell."""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    shares = matrix / matrix.sum(axis=1, keepdims=True).clip(min=1)
    fig = plt.figure()
    ax = fig.add_subplot()
    ax.pcolor(shares, cmap="Purples")
    for (i, j), count in np.ndenumerate(matrix):
        ax.text(j + 0.1, i + 0.4, "-" if count == 0 else f"{count:_}", fontsize=7)
    ax.set_xlabel("PREDICTED")
    ax.set_ylabel("ACTUAL")
    return ax
