"""Set no title though a label was given. A label of NumPy is no int.

Fails: says the label in the title
Says: of type uint8 your title is ""; and nothing else of it
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image, cmap="binary")
    ax.set_xticks([])
    ax.set_yticks([])
    if isinstance(label, int):
        ax.set_title(f"Label: {label}")
    return ax
