"""Titled the digits otherwise than asked. Prediction and truth are swapped.

Fails: says what was predicted and what is true
Says: The two are exchanged
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig, axes = plt.subplots(1, len(images), figsize=(3 * len(images), 3), squeeze=False)
    for ax, image, prediction, truth in zip(axes[0], images, predicted, actual):
        ax.imshow(image, cmap="binary")
        ax.set_title(f"Predicted: {truth}, Actual: {prediction}")
        ax.axis("off")
    return fig
