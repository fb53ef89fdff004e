"""Stopped with IndexError. It counts on ten digits.

Fails: draws a cell for each pair
Says: stopped with an error: IndexError
Cause: out_of_bounds
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    _, ax = plt.subplots(figsize=(7, 7))
    ax.imshow(shares, cmap="Blues")
    for row in range(10):
        for column in range(10):
            ax.text(column, row, matrix[row, column], ha="center", va="center")
    ax.set_xticks(range(len(matrix)))
    ax.set_yticks(range(len(matrix)))
    ax.set_xlabel("predicted")
    ax.set_ylabel("actual")
    return ax
