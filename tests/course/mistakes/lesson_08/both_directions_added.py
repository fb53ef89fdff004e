"""Added both directions.

Fails: says how often an actual digit was taken for another
Says: Take the count from that cell alone; are two confusions
"""


def most_confused(matrix, n=5):
    pairs = [
        (i, j, int(matrix[i, j] + matrix[j, i]))
        for i in range(len(matrix))
        for j in range(i + 1, len(matrix))
    ]
    return sorted(pairs, key=lambda pair: pair[2], reverse=True)[:n]
