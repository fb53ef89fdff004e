"""Put other numbers beside the digits. It counts from 1.

Fails: numbers rows and columns as the digits
Says: of the digit 0 stands the number; Say first where the ticks are
"""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    _, ax = plt.subplots(figsize=(7, 7))
    ax.imshow(shares, cmap="Blues")
    for (row, column), count in np.ndenumerate(matrix):
        ax.text(column, row, count, ha="center", va="center")
    digits = range(len(matrix))
    ax.set_xticks(digits, [digit + 1 for digit in digits])
    ax.set_yticks(digits, [digit + 1 for digit in digits])
    ax.set_xlabel("predicted")
    ax.set_ylabel("actual")
    return ax
