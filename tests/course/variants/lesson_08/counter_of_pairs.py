"""Counts pairs with Python's Counter, with type hints."""

from collections import Counter
from collections.abc import Sequence

import numpy as np


def confusion_matrix(
    actual: Sequence[int], predicted: Sequence[int], n_classes: int = 10
) -> np.ndarray:
    pairs = Counter((int(truth), int(guess)) for truth, guess in zip(actual, predicted))
    table = np.zeros([n_classes] * 2, "uint32")
    for pair, count in pairs.items():
        table[pair] = count
    return table
