"""Listed pairs within pairs.

Fails: says actual predicted and count
Says: a pair in a pair; for count, (actual, predicted) in found
"""


def most_confused(matrix, n=5):
    digits = range(len(matrix))
    found = [(matrix[i, j], (i, j)) for i in digits for j in digits if i != j and matrix[i, j]]
    return sorted(found, reverse=True)[:n]
