"""Made the matrix too small. A pandas table of what occurs.

Fails: has a row and a column for each digit
Says: labels from 0 to 7; the shape (8, 8)
Cause: table_with_gaps
"""

import pandas as pd


def confusion_matrix(actual, predicted, n_classes=10):
    return pd.crosstab(actual, predicted).to_numpy()
