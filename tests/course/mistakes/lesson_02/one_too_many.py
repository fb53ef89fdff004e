"""Counted a digit 10.

Fails: lists the digits 0 to 9 in order
Says: 8, 9, 10. It should be 0 to 9
"""

import pandas as pd


def count_labels(labels):
    return pd.Series(labels).value_counts().reindex(range(11), fill_value=0)
