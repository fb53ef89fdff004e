"""Forgot the grid.

Fails: has a grid
Says: ax.grid(True)
"""

import pandas as pd


def plot_learning_curves(history):
    ax = pd.DataFrame(history).plot(figsize=(8, 5))
    ax.set_ylim(0, 1)
    return ax
