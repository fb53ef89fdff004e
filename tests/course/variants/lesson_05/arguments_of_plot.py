"""Gives everything to plot."""

import pandas as pd


def plot_learning_curves(history):
    return pd.DataFrame(history).plot(figsize=(8, 5), grid=True, ylim=(0, 1))
