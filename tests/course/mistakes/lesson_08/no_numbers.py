"""Forgot the counts.

Fails: writes each count in its cell
Says: There are no numbers in the cells; ax.text(…)
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    _, ax = plt.subplots(figsize=(7, 7))
    ax.imshow(shares, cmap="Blues")
    ax.set_xticks(range(len(matrix)))
    ax.set_yticks(range(len(matrix)))
    ax.set_xlabel("predicted")
    ax.set_ylabel("actual")
    return ax
