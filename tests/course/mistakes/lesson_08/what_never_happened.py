"""Listed confusions that never happened, with a count of 0.

Fails: stays right when few digits were confused
Says: Your list holds 5 confusions; how often that happened is 0
"""

import numpy as np


def most_confused(matrix, n=5):
    cells = [
        (row, column, int(count))
        for (row, column), count in np.ndenumerate(matrix)
        if row != column
    ]
    return sorted(cells, key=lambda cell: cell[2], reverse=True)[:n]
