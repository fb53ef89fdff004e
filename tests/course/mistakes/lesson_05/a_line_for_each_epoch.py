"""Drew a line for each epoch.

Fails: draws a line for each metric
Says: Yours are one for each epoch; draw it as it is
"""

import pandas as pd


def plot_learning_curves(history):
    ax = pd.DataFrame(list(history.values())).plot(figsize=(8, 5))
    ax.grid(True)
    ax.set_ylim(0, 1)
    return ax
