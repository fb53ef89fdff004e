"""Set a title without a label.

Fails: has no title without a label
Says: Label: None
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image, cmap="binary")
    ax.set_xticks([])
    ax.set_yticks([])
    if True:
        ax.set_title(f"Label: {label}")
    return ax
