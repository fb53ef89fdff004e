"""Gave the picture greys that are not its own.

Fails: puts every pixel in its place
Says: in its place, in greys that are not its own; leave out vmin
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image, cmap="binary", vmin=0, vmax=1)
    ax.set_xticks([])
    ax.set_yticks([])
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax
