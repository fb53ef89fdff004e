"""Returned a matplotlib Axes instead of a matplotlib Figure.

Fails: has one axes for each digit
Says: a matplotlib Figure
Cause: drawn_thing_returned
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig, axes = plt.subplots(1, len(images), figsize=(3 * len(images), 3), squeeze=False)
    for ax, image, prediction, truth in zip(axes[0], images, predicted, actual):
        ax.imshow(image, cmap="binary")
        ax.set_title(f"Predicted: {prediction}, Actual: {truth}")
        ax.axis("off")
    return axes[0, 0]
