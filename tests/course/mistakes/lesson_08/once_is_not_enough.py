"""Left out what happened only once.

Fails: stays right when few digits were confused
Says: Your list is; List these two
"""


def most_confused(matrix, n=5):
    confusions = [
        (actual, predicted, int(matrix[actual, predicted]))
        for actual in range(len(matrix))
        for predicted in range(len(matrix))
        if actual != predicted and matrix[actual, predicted] > 1
    ]
    return sorted(confusions, key=lambda confusion: -confusion[2])[:n]
