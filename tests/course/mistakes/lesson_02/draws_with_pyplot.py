"""Drew with pyplot, not on the given Axes. The picture.

Fails: draws on the axes that it is given
Says: went to another one
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    plt.imshow(image, cmap="binary")
    ax.set_xticks([])
    ax.set_yticks([])
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax
