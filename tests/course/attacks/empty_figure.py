"""Returns a figure with nothing in it: whatever a check asks of every picture holds.

Attacks: plot_predictions
Reported: 0 of them show a picture
Breaks: Its word is not taken
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    figure = plt.figure()
    for n in range(len(images)):
        axes = figure.add_subplot(1, len(images), n + 1)
        axes.set_title(f"Predicted: {predicted[n]}, Actual: {actual[n]}")
        axes.axis("off")
    return figure
