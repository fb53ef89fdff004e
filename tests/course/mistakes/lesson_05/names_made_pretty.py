"""Gave the lines other names than the history.

Fails: names the lines
Says: Your legend says Accuracy; the names that the history has
"""

import pandas as pd


def plot_learning_curves(history):
    names = {name: name.replace("_", " ").title() for name in history}
    ax = pd.DataFrame(history).rename(columns=names).plot(figsize=(8, 5))
    ax.grid(True)
    ax.set_ylim(0, 1)
    return ax
