"""Forgot the figure's size.

Fails: is 8 by 5 inches
Says: figsize=(8, 5)
"""

import pandas as pd


def plot_learning_curves(history):
    ax = pd.DataFrame(history).plot()
    ax.grid(True)
    ax.set_ylim(0, 1)
    return ax
