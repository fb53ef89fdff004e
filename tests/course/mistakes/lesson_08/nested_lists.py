"""Returned a list instead of a NumPy array.

Fails: has a row and a column for each digit
Says: a list of 10; np.array(…)
"""


def confusion_matrix(actual, predicted, n_classes=10):
    matrix = [[0] * n_classes for _ in range(n_classes)]
    for truth, prediction in zip(actual, predicted):
        matrix[truth][prediction] += 1
    return matrix
