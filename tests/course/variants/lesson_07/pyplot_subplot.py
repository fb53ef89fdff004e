"""Works with pyplot alone."""

import matplotlib.pyplot as plt


def plot_predictions(images, predicted, actual):
    fig = plt.figure(figsize=(12, 3))
    for place, image in enumerate(images):
        plt.subplot(1, len(images), place + 1)
        plt.imshow(image, cmap="gray_r")
        plt.title("Predicted: " + str(predicted[place]) + ", Actual: " + str(actual[place]))
        plt.axis("off")
    return fig
