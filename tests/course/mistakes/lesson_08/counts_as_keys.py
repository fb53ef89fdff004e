"""Lost confusions that are equally frequent. It uses the counts as keys of a dict.

Fails: keeps confusions that are equally frequent
Says: equally frequent got lost
"""


def most_confused(matrix, n=5):
    digits = range(len(matrix))
    pairs = {int(matrix[i, j]): (i, j) for i in digits for j in digits if i != j}
    return [(*pairs[count], count) for count in sorted(pairs, reverse=True)[:n]]
