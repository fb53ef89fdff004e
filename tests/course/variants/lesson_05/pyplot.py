"""Sets grid and limits with pyplot."""

import matplotlib.pyplot as plt
import pandas as pd


def plot_learning_curves(history):
    pd.DataFrame(history).plot(figsize=(8, 5))
    plt.grid(True)
    plt.gca().set_ylim(0, 1)
    return plt.gca()
