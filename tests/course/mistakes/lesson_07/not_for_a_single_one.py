"""Stopped with TypeError. For one image, subplots gives no array.

Fails: has one axes for each digit
Says: called with images: a NumPy array of shape (1, 28, 28)
Cause: first_axes_row
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig, axes = plt.subplots(1, len(images))
    for ax, image, prediction, truth in zip(axes, images, predicted, actual):
        ax.imshow(image, cmap="binary")
        ax.set_title(f"Predicted: {prediction}, Actual: {truth}")
        ax.axis("off")
    return fig
