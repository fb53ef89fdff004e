"""Drew white on black. It turns the greys round for a map that does so itself.

Fails: draws black on white
Says: binary draws the smallest number white already
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(255 - image, cmap="binary")
    ax.set_xticks([])
    ax.set_yticks([])
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax
