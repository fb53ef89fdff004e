"""Drew fewer lines than metrics. The loss alone.

Fails: draws a line for each metric
Says: in your plot: 1
"""

import pandas as pd


def plot_learning_curves(history):
    ax = pd.DataFrame(history).iloc[:, [0]].plot(figsize=(8, 5))
    ax.grid(True)
    ax.set_ylim(0, 1)
    return ax
