"""Always drew on new Axes.

Fails: draws on the axes that it is given
Says: ax is None
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image, cmap="binary")
    ax.set_xticks([])
    ax.set_yticks([])
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax
