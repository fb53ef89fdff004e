"""Left out frequent confusions. It looks above the diagonal alone.

Fails: puts the most frequent first
Says: is missing; Sort them first
"""


def most_confused(matrix, n=5):
    pairs = [
        (i, j, int(matrix[i, j])) for i in range(len(matrix)) for j in range(i + 1, len(matrix))
    ]
    return sorted(pairs, key=lambda pair: pair[2], reverse=True)[:n]
