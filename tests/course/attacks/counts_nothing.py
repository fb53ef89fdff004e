"""Returns the same counts for all labels.

Attacks: count_labels
Reported: occurs
Breaks: What is missing counts as wrong
"""

import pandas as pd


def count_labels(labels):
    return pd.Series([0] * 10)
