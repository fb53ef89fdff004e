"""Drew other images than asked. Each one step early.

Fails: shows each digit in its place
Says: does not show image 1. It shows image 4
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    n = len(images)
    fig = plt.figure(figsize=(3 * n, 3))
    for i in range(n):
        ax = fig.add_subplot(1, n, i + 1)
        ax.imshow(images[i - 1], cmap="binary")
        ax.set_title(f"Predicted: {predicted[i]}, Actual: {actual[i]}")
        ax.axis("off")
    return fig
