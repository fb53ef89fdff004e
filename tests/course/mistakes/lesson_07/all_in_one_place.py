"""Drew all digits in one place, one over the other.

Fails: has one axes for each digit
Says: one on the other; a place of its own
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    n = len(images)
    fig = plt.figure(figsize=(2 * n, 2.5))
    for i in range(n):
        ax = fig.add_subplot(1, n, n)
        ax.imshow(images[i], cmap="binary")
        ax.set_title(f"Predicted: {predicted[i]}, Actual: {actual[i]}")
        ax.axis("off")
    return fig
