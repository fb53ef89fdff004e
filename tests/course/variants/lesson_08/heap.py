"""Lets heapq find the largest."""

import heapq


def most_confused(matrix, n=5):
    size = len(matrix)
    pairs = (
        (i, j, matrix[i][j]) for i in range(size) for j in range(size) if i != j and matrix[i][j]
    )
    return heapq.nlargest(n, pairs, key=lambda pair: pair[2])
