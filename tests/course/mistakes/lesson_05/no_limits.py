"""Left the y axis to pandas.

Fails: goes from 0 to 1
Says: set_ylim(0, 1)
"""

import pandas as pd


def plot_learning_curves(history):
    ax = pd.DataFrame(history).plot(figsize=(8, 5))
    ax.grid(True)
    return ax
