"""Left NaN for a digit that does not occur.

Fails: counts 0 for a digit that does not occur
Says: your Series says nan for it; fill_value=0
"""

import pandas as pd


def count_labels(labels):
    return pd.Series(labels).value_counts().reindex(range(10))
