"""Drew fewer pictures than digits. There are always three Axes.

Fails: has one axes for each digit
Says: For 5 digits, your figure has 3
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig, axes = plt.subplots(1, 3, figsize=(9, 3), squeeze=False)
    for ax, image, prediction, truth in zip(axes[0], images, predicted, actual):
        ax.imshow(image, cmap="binary")
        ax.set_title(f"Predicted: {prediction}, Actual: {truth}")
        ax.axis("off")
    return fig
