"""Counted something else than each digit. It gives shares.

Fails: counts each digit
Says: occurs
"""

import pandas as pd


def count_labels(labels):
    return pd.Series(labels).value_counts(normalize=True).reindex(range(10), fill_value=0)
