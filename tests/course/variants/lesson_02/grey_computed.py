"""Computes the grey of each pixel."""

import matplotlib.pyplot as plt
import numpy as np


def plot_digit(image, label=None, ax=None):
    if ax is None:
        _, ax = plt.subplots(figsize=(3, 3))
    grey = 1 - image / 255
    ax.imshow(np.stack([grey, grey, grey], axis=-1))
    ax.set_xticks([])
    ax.set_yticks([])
    if label is not None:
        ax.set_title(f"Label: {label}")
    return ax
