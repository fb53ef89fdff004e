"""Drew other values than those of the history. They go to the right.

Fails: shows the values of each epoch
Says: Yours go to the right; in the place of y
"""

import matplotlib.pyplot as plt


def plot_learning_curves(history):
    fig, ax = plt.subplots(figsize=(8, 5))
    for name, values in history.items():
        ax.plot(values, range(len(values)), label=name)
    ax.legend()
    ax.grid(True)
    ax.set_ylim(0, 1)
    return ax
