"""Uses matshow, a colour bar, and leaves zeros out."""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    sums = matrix.sum(axis=1, keepdims=True)
    shares = np.divide(matrix, sums, out=np.zeros(matrix.shape), where=sums > 0)
    fig, ax = plt.subplots()
    fig.colorbar(ax.matshow(shares, cmap="viridis", vmin=0, vmax=1), ax=ax)
    for i in range(len(matrix)):
        for j in range(len(matrix)):
            if matrix[i, j]:
                ax.text(j, i, f"{matrix[i, j]:,}", ha="center", va="center", color="w", fontsize=8)
    ax.set(xlabel="Predicted label", ylabel="True label")
    return ax
