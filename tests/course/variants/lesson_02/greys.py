"""Uses Greys, which goes from white to black as well, at another pace."""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image, cmap="Greys")
    ax.set_xticks([])
    ax.set_yticks([])
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax
