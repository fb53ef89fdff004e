"""Wrote all titles on the last Axes. plt.title chooses the Axes itself.

Fails: says what was predicted and what is true
Says: the title is ""; not plt.title
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig, axes = plt.subplots(1, len(images), squeeze=False)
    for ax, image, prediction, truth in zip(axes[0], images, predicted, actual):
        ax.imshow(image, cmap="binary")
        plt.title(f"Predicted: {prediction}, Actual: {truth}")
        ax.axis("off")
    return fig
