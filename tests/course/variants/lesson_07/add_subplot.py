"""Adds one subplot after the other."""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig = plt.figure()
    for place in range(len(images)):
        ax = fig.add_subplot(1, len(images), place + 1)
        ax.imshow(images[place], cmap="binary")
        ax.set_title(f"Predicted: {predicted[place]}, Actual: {actual[place]}")
        ax.set_axis_off()
    return fig
