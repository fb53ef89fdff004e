"""Lost the title of the digit 0.

Fails: says the label 0 too
Says: if label is not None
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image, cmap="binary")
    ax.set_xticks([])
    ax.set_yticks([])
    if label:
        ax.set_title(f"Label: {label}")
    return ax
