"""Draws by itself."""

import matplotlib.pyplot as plt


def plot_random_digit(images, labels, rng):
    place = rng.integers(0, len(labels))
    _, ax = plt.subplots()
    ax.imshow(images[place], cmap="binary")
    ax.set(title=f"Label: {labels[place]}", xticks=[], yticks=[])
    return ax
