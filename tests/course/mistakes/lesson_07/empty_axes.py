"""Left Axes empty. Only the first digit is drawn.

Fails: has one axes for each digit
Says: 3 Axes, and 1 of them shows
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig, axes = plt.subplots(1, len(images), squeeze=False)
    axes[0, 0].imshow(images[0], cmap="binary")
    for ax, prediction, truth in zip(axes[0], predicted, actual):
        ax.set_title(f"Predicted: {prediction}, Actual: {truth}")
        ax.axis("off")
    return fig
