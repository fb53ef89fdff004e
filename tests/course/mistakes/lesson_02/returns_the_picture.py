"""Returned another thing instead of a matplotlib Axes.

Fails: draws one picture
Says: a matplotlib Axes
Cause: drawn_thing_returned
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image, cmap="binary")
    ax.set_xticks([])
    ax.set_yticks([])
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax.images[0]
