"""Drew another picture than the given one. The margin is cut off.

Fails: puts every pixel in its place
Says: not the one
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image[2:26, 2:26], cmap="binary")
    ax.set_xticks([])
    ax.set_yticks([])
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax
