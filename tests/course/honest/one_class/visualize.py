"""Keeps the functions in a class with a call, and counts how often they are called."""

import matplotlib.pyplot as plt
import pandas as pd


class Plotter:
    calls = 0

    def __call__(self, image, label=None, ax=None):
        self.calls += 1
        ax = ax or plt.gca() if plt.get_fignums() and ax is not None else ax or plt.subplots()[1]
        ax.imshow(image, cmap=plt.get_cmap("gray").reversed())
        ax.axis(False)
        if label is not None:
            ax.set_title(f"Label: {label}", fontweight="bold")
        return ax

    def random(self, images, labels, rng):
        pairs = list(zip(images, labels))
        return self(*pairs[rng.integers(len(pairs))])


plot_digit = Plotter()
plot_random_digit = plot_digit.random


def count_labels(labels):
    frame = pd.DataFrame({"label": labels, "n": 1})
    return frame.groupby("label")["n"].sum().reindex(pd.RangeIndex(10)).fillna(0).astype("int64")
