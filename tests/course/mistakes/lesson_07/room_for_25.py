"""Stopped with ValueError. There is room for 25 digits.

Fails: takes as many digits as there are
Says: not 26
Cause: subplot_number
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig = plt.figure(figsize=(12, 14))
    for i in range(len(images)):
        ax = fig.add_subplot(5, 5, i + 1)
        ax.imshow(images[i], cmap="binary")
        ax.set_title(f"Predicted: {predicted[i]}, Actual: {actual[i]}")
        ax.axis("off")
    return fig
