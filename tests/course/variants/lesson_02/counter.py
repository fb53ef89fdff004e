"""Counts with Python's Counter."""

from collections import Counter

import pandas as pd


def count_labels(labels):
    counts = Counter(int(label) for label in labels)
    return pd.Series([counts[digit] for digit in range(10)])
