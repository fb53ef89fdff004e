"""Draws views of the image, and counts with pandas."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd


def plot_digit(image, label=None, ax=None):
    ax = plt.subplots(figsize=(1.2, 1.2))[1] if ax is None else ax
    ax.pcolormesh(np.flipud(image), cmap="binary")
    ax.set_aspect("equal")
    ax.xaxis.set_visible(False)
    ax.yaxis.set_visible(False)
    if label is not None:
        ax.set_title("Label: %d" % label, size="small", pad=2)
    return ax


def count_labels(labels):
    table = pd.crosstab(index=pd.Index(labels, name="digit"), columns="count")
    return table["count"].reindex(np.arange(10), fill_value=0)
