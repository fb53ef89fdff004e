"""Comparing arrays, for checks."""

import numpy as np


def alike(seen: np.ndarray | None, expected: np.ndarray, atol: float) -> bool:
    """Whether an array is there, has the expected shape, and differs nowhere by more than `atol`."""
    return (
        seen is not None and seen.shape == expected.shape and np.allclose(seen, expected, atol=atol)
    )


def mean_loss(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean cross-entropy of probabilities (n, classes) for labels (n,), as Keras bounds it."""
    return float(-np.log(probabilities[np.arange(len(labels)), labels] + 1e-7).mean())
