"""Drew on a figure that was there already.

Fails: draws on a figure of its own
Says: There was a figure already; plt.gcf() takes
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    for i in range(len(images)):
        ax = plt.subplot(5, 5, i + 1)
        ax.imshow(images[i], cmap="binary")
        ax.set_title(f"Predicted: {predicted[i]}, Actual: {actual[i]}")
        ax.axis("off")
    return plt.gcf()
