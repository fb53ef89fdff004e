"""Uses Counter.most_common, and gives lists."""

from collections import Counter


def most_confused(matrix, n=5):
    counts = Counter()
    for i, row in enumerate(matrix.tolist()):
        for j, count in enumerate(row):
            if i != j and count:
                counts[i, j] = count
    return [[i, j, count] for (i, j), count in counts.most_common(n)]
