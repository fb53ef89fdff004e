"""An empty plot with a grid and the right limits: checks that look at every line find nothing wrong.

Attacks: plot_learning_curves
Reported: No line shows the values
Breaks: Its word is not taken
"""

import matplotlib.pyplot as plt


def plot_learning_curves(history):
    _, axes = plt.subplots(figsize=(8, 5))
    for name in history:
        axes.plot([0, 1, 2], [0.5, 0.5, 0.5], label=name)
    axes.legend()
    axes.grid(True)
    axes.set_ylim(0, 1)
    return axes
