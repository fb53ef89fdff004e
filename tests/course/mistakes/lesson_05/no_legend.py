"""Drew lines without names.

Fails: names the lines
Says: legend
"""

import pandas as pd


def plot_learning_curves(history):
    ax = pd.DataFrame(history).plot(figsize=(8, 5), legend=False)
    ax.grid(True)
    ax.set_ylim(0, 1)
    return ax
