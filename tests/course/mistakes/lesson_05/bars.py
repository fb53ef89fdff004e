"""Drew fewer lines than metrics. It draws bars.

Fails: draws a line for each metric
Says: in your plot: 0
"""

import pandas as pd


def plot_learning_curves(history):
    ax = pd.DataFrame(history).plot(kind="bar", figsize=(8, 5))
    ax.grid(True)
    ax.set_ylim(0, 1)
    return ax
