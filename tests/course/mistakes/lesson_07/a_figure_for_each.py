"""Drew fewer pictures than digits. Each on a Figure of its own.

Fails: has one axes for each digit
Says: your figure has 1 picture
"""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    for image, prediction, truth in zip(images, predicted, actual):
        fig, ax = plt.subplots()
        ax.imshow(image, cmap="binary")
        ax.set_title(f"Predicted: {prediction}, Actual: {truth}")
        ax.axis("off")
    return fig
