"""Gave the Series an index of texts.

Fails: lists the digits 0 to 9 in order
Says: holds texts; no str(
"""

import pandas as pd


def count_labels(labels):
    counts = {str(digit): 0 for digit in range(10)}
    for label in labels:
        counts[str(label)] += 1
    return pd.Series(counts)
