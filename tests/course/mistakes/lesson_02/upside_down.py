"""Drew the picture upside down. The origin is at the bottom.

Fails: puts every pixel in its place
Says: upside down
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image, cmap="binary", origin="lower")
    ax.set_xticks([])
    ax.set_yticks([])
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax
