"""Counts the epochs from 1."""

import pandas as pd


def plot_learning_curves(history):
    table = pd.DataFrame(history)
    table.index += 1
    ax = table.plot(grid=True, style=["-", "--", ":", "-."], xlabel="epoch")
    ax.figure.set_size_inches(8, 5)
    ax.set(ylim=(0, 1), title="Learning curves")
    return ax
