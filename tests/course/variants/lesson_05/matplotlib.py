"""Draws with matplotlib alone."""

import matplotlib.pyplot as plt


def plot_learning_curves(history):
    fig, ax = plt.subplots(figsize=(8, 5))
    for name, values in history.items():
        ax.plot(range(1, len(values) + 1), values, label=name)
    ax.legend()
    ax.grid()
    ax.set(ylim=(0, 1), xlabel="epoch")
    return ax
