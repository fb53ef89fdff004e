"""Drew all digits on the last Axes. plt.imshow chooses the Axes itself.

Fails: has one axes for each digit
Says: Several digits are drawn on the same Axes
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig, axes = plt.subplots(1, len(images), squeeze=False)
    for ax, image, prediction, truth in zip(axes[0], images, predicted, actual):
        plt.imshow(image, cmap="binary")
        ax.set_title(f"Predicted: {prediction}, Actual: {truth}")
        ax.axis("off")
    return fig
