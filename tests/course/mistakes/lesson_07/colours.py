"""Drew in other colours than black on white. In matplotlib's own.

Fails: shows each digit in its place
Says: black on white
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig, axes = plt.subplots(1, len(images), figsize=(3 * len(images), 3), squeeze=False)
    for ax, image, prediction, truth in zip(axes[0], images, predicted, actual):
        ax.imshow(image)
        ax.set_title(f"Predicted: {prediction}, Actual: {truth}")
        ax.axis("off")
    return fig
