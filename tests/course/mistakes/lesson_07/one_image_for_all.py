"""Drew other images than asked. The first everywhere.

Fails: shows each digit in its place
Says: does not show image; Write image in place of images[0]
Cause: names_of_zip_unused
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig, axes = plt.subplots(1, len(images), figsize=(3 * len(images), 3), squeeze=False)
    for ax, image, prediction, truth in zip(axes[0], images, predicted, actual):
        ax.imshow(images[0], cmap="binary")
        ax.set_title(f"Predicted: {prediction}, Actual: {truth}")
        ax.axis("off")
    return fig
