"""Sorts a pandas Series with two indexes."""

import numpy as np
import pandas as pd


def most_confused(matrix, n=5):
    counts = pd.DataFrame(matrix - np.diag(np.diag(matrix))).stack().sort_values(ascending=False)
    return [(*pair, count) for pair, count in counts[counts > 0].head(n).items()]
