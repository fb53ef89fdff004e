"""Leaves no places for ticks."""

import matplotlib.pyplot as plt
from matplotlib.ticker import NullLocator


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    ax.imshow(image, cmap="binary")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_locator(NullLocator())
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax
