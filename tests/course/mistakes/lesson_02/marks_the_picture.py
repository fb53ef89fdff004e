"""Wrote into the picture.

Fails: leaves its input as it was
Says: changed the image
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image.copy(), cmap="binary")
    image[:] = 0
    ax.set_xticks([])
    ax.set_yticks([])
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax
