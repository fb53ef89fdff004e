"""Counts categories."""

import pandas as pd


def count_labels(labels):
    return pd.Series(pd.Categorical(labels, categories=range(10))).value_counts(sort=False)
