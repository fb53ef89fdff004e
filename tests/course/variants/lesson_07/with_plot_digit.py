"""Draws with lesson 2's function, one below the other."""

import matplotlib.pyplot as plt

from mnist_course.visualize import plot_digit


def plot_predictions(images, predicted, actual):
    fig = plt.figure(figsize=(3, 9))
    for place, image in enumerate(images):
        ax = plot_digit(image, ax=fig.add_subplot(len(images), 1, place + 1))
        right = predicted[place] == actual[place]
        colour = "green" if right else "red"
        ax.set_title(f"Predicted: {predicted[place]}, Actual: {actual[place]}", color=colour)
        ax.axis("off")
    fig.suptitle("Predictions")
    return fig
