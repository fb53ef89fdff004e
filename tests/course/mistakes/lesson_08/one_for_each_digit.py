"""Left out frequent confusions. It gives the most frequent one of each digit.

Fails: puts the most frequent first
Says: is missing; Sort them first
"""

import numpy as np


def most_confused(matrix, n=5):
    counts = matrix - np.diag(np.diag(matrix))
    pairs = [(i, int(row.argmax()), int(row.max())) for i, row in enumerate(counts)]
    return sorted(pairs, key=lambda pair: pair[2], reverse=True)[:n]
