"""Left Axes empty. A return inside the loop ends it.

Fails: has one axes for each digit
Says: 1 of them shows a picture; stands inside the loop
Cause: return_ends_the_loop
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig, axes = plt.subplots(1, len(images), squeeze=False)
    for ax, image, prediction, truth in zip(axes[0], images, predicted, actual):
        ax.imshow(image, cmap="binary")
        ax.set_title(f"Predicted: {prediction}, Actual: {truth}")
        ax.axis("off")
        return fig
