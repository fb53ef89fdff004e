"""Lets pandas count, and puts in what is missing."""

import pandas as pd


def confusion_matrix(actual, predicted, n_classes=10):
    table = pd.crosstab(actual, predicted)
    return table.reindex(index=range(n_classes), columns=range(n_classes), fill_value=0).to_numpy()
