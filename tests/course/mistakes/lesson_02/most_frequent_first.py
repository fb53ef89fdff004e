"""Left the order of value_counts.

Fails: lists the digits 0 to 9 in order
Says: most frequent first
"""

import pandas as pd


def count_labels(labels):
    return pd.Series(labels).value_counts()
