"""Returned a matplotlib Figure instead of a matplotlib Axes.

Fails: draws a line for each metric
Says: a matplotlib Axes
Cause: drawn_thing_returned
"""

import pandas as pd


def plot_learning_curves(history):
    ax = pd.DataFrame(history).plot(figsize=(8, 5))
    ax.grid(True)
    ax.set_ylim(0, 1)
    return ax.figure
