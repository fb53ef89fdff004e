"""Networks of Dense layers that are made and trained here, in NumPy: what a training must come to, computed outside.

Their weights are lists as Keras gives them: a kernel (inputs, units) and a bias (units,) for each layer. All layers but
the last have relu, the last one softmax.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np

Weights = list[np.ndarray]


def fresh_weights(sizes: list[int], rng: np.random.Generator, bias: float = 0.0) -> Weights:
    """Return weights as Keras begins with them (Glorot's), float32; biases with this standard deviation."""
    weights = []
    for n_in, n_out in pairwise(sizes):
        reach = np.sqrt(6 / (n_in + n_out))
        weights += [rng.uniform(-reach, reach, (n_in, n_out)), rng.normal(0, bias, n_out)]
    return [numbers.astype("float32") for numbers in weights]


def gradients(weights: Weights, images: np.ndarray, labels: np.ndarray) -> Weights:
    """Return the slopes of the mean cross-entropy: for each of the weights, in their order and of their shapes.

    Parameters
    ----------
    weights
        Of one layer or more.
    images
        Scaled, (n, 28, 28) or (n, inputs).
    labels
        Whole numbers, (n,).
    """
    values = images.reshape(len(images), -1)
    inputs = []
    for kernel, bias in zip(weights[:-2:2], weights[1:-2:2], strict=True):
        inputs.append(values)
        values = np.maximum(values @ kernel + bias, 0)
    inputs.append(values)
    scores = values @ weights[-2] + weights[-1]
    blame = np.exp(scores - scores.max(axis=1, keepdims=True))
    blame /= blame.sum(axis=1, keepdims=True)
    blame[np.arange(len(labels)), labels] -= 1
    blame /= len(labels)
    slopes: Weights = []
    for place in reversed(range(len(inputs))):
        slopes = [inputs[place].T @ blame, blame.sum(axis=0), *slopes]
        if place:
            blame = (blame @ weights[2 * place].T) * (inputs[place] > 0)
    return slopes


def descended(
    weights: Weights,
    images: np.ndarray,
    labels: np.ndarray,
    rate: float,
    epochs: int,
    batch_size: int,
    rng: np.random.Generator,
) -> Weights:
    """Return what plain gradient descent makes of these weights; images are shuffled by `rng` in each epoch.

    With a batch as large as the set, the order makes no difference and the result is exact: it is computed in float64
    then, in float32 otherwise.
    """
    exact = batch_size >= len(images)
    precision = "float64" if exact else "float32"
    weights = [np.array(numbers, precision) for numbers in weights]
    images = np.asarray(images, precision).reshape(len(images), -1)
    # What runs away here runs away there: whoever compares sees that it is no number.
    with np.errstate(all="ignore"):
        for _ in range(epochs):
            order = rng.permutation(len(images))
            for start in range(0, len(images), batch_size):
                batch = order[start : start + batch_size]
                slopes = gradients(weights, images[batch], labels[batch])
                weights = [
                    w - np.asarray(rate * s, precision)
                    for w, s in zip(weights, slopes, strict=True)
                ]
    return weights


def relative_errors(before: Weights, after: Weights, expected: Weights) -> list[float]:
    """Return for each kernel how far its change is from the expected one, as a part of that. nan for other shapes."""
    return _of_kernels(_relative_error, before, after, expected)


def cosines(before: Weights, after: Weights, expected: Weights) -> list[float]:
    """Return for each kernel the cosine between its change and the expected one. nan without a change, or for other shapes."""
    return _of_kernels(_cosine, before, after, expected)


def _of_kernels(
    compare: Callable[[np.ndarray, np.ndarray], float],
    before: Weights,
    after: Weights,
    expected: Weights,
) -> list[float]:
    kernels = range(0, len(before), 2)
    if [np.shape(a) for a in after] != [np.shape(b) for b in before]:
        return [float("nan") for _ in kernels]
    start = [np.asarray(numbers, "float64") for numbers in before]
    return [compare(after[i] - start[i], expected[i] - start[i]) for i in kernels]


def _relative_error(change: np.ndarray, expected: np.ndarray) -> float:
    return float(np.linalg.norm(change - expected) / np.linalg.norm(expected))


def _cosine(change: np.ndarray, expected: np.ndarray) -> float:
    sizes = float(np.linalg.norm(change) * np.linalg.norm(expected))
    return float((change * expected).sum() / sizes) if sizes else float("nan")
