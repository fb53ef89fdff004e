"""Leaves spare Axes empty."""

import matplotlib.pyplot as plt
import numpy as np


def plot_predictions(images, predicted, actual):
    rows = (len(images) + 2) // 3
    fig, axes = plt.subplots(rows, 3)
    for ax in np.ravel(axes):
        ax.axis("off")
    for ax, image, guess, truth in zip(np.ravel(axes), images, predicted, actual):
        ax.imshow(image, cmap="binary")
        ax.set_title(f"Predicted: {guess}, Actual: {truth}")
    return fig
