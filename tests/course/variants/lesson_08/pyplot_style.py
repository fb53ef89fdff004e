"""Works with pyplot alone, and puts the share below each count."""

import matplotlib.pyplot as plt
import numpy as np


def plot_confusion_matrix(matrix):
    n = len(matrix)
    shares = np.zeros((n, n))
    for i in range(n):
        if matrix[i].sum():
            shares[i] = matrix[i] / matrix[i].sum()
    plt.figure(figsize=(9, 9))
    plt.imshow(shares)
    for i in range(n):
        for j in range(n):
            plt.text(j, i, f"{matrix[i, j]}\n{shares[i, j]:.0%}", ha="center", va="center")
    plt.colorbar()
    plt.xticks(range(n))
    plt.yticks(range(n))
    plt.title("Confusion matrix")
    plt.xlabel("predicted digit")
    plt.ylabel("actual digit")
    return plt.gca()
