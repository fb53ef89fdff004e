"""Gives the picture an extent, names the ticks in words with digits, and hides the frame."""

import matplotlib.pyplot as plt
import pandas as pd


def plot_confusion_matrix(matrix):
    table = pd.DataFrame(matrix)
    shares = table.div(table.sum(axis=1), axis=0).fillna(0)
    n = len(table)
    _, ax = plt.subplots(figsize=(6, 6), layout="constrained")
    ax.imshow(shares, extent=(0, n, n, 0), cmap="cividis")
    for i in table.index:
        for j in table.columns:
            ax.text(j + 0.5, i + 0.5, f"{table.loc[i, j]}", ha="center", va="center", color="white")
    middles = [digit + 0.5 for digit in range(n)]
    ax.set_xticks(middles, [f"digit {digit}" for digit in range(n)], rotation=90)
    ax.set_yticks(middles, [f"digit {digit}" for digit in range(n)])
    ax.spines[:].set_visible(False)
    ax.set(xlabel="taken for", ylabel="right answer", title="Who is taken for whom?")
    return ax
