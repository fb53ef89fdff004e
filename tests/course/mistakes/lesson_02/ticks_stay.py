"""Forgot the ticks.

Fails: has no ticks
Says: ticks
"""

import matplotlib.pyplot as plt


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image, cmap="binary")
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax
