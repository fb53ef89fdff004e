"""Helpers for pictures."""

import matplotlib.pyplot as plt

__all__ = ["without_ticks", "new_axes"]


def new_axes(width=3):
    return plt.subplots(figsize=(width, width), tight_layout=True)[1]


def without_ticks(ax):
    ax.tick_params(left=False, bottom=False, labelleft=False, labelbottom=False)
    return ax
