"""Left out a digit that does not occur.

Fails: counts 0 for a digit that does not occur
Says: It should say 0
"""

import pandas as pd


def count_labels(labels):
    return pd.Series(labels).value_counts().sort_index()
