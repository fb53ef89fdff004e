"""Filled the list up with confusions that never happened.

Fails: stays right when few digits were confused
Says: nothing in it may be made up
"""


def most_confused(matrix, n=5):
    confusions = [
        (actual, predicted, max(1, int(matrix[actual, predicted])))
        for actual in range(len(matrix))
        for predicted in range(len(matrix))
        if actual != predicted
    ]
    return sorted(confusions, key=lambda confusion: -confusion[2])[:n]
