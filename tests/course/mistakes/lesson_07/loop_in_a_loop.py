"""Drew all digits on every Axes.

Fails: has one axes for each digit
Says: Every Axes got all of them; One loop is enough
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig, axes = plt.subplots(1, len(images), figsize=(3 * len(images), 3), squeeze=False)
    for ax in axes[0]:
        for image, prediction, truth in zip(images, predicted, actual):
            ax.imshow(image, cmap="binary")
            ax.set_title(f"Predicted: {prediction}, Actual: {truth}")
            ax.axis("off")
    return fig
