"""Keeps kernels in one list and biases in another."""

import numpy as np


def init_params(sizes, rng):
    kernels = [rng.normal(0, 0.05, (i, o)) for i, o in zip(sizes, sizes[1:])]
    return {"sizes": list(sizes), "kernels": kernels, "biases": [np.zeros(o) for o in sizes[1:]]}


def forward(params, X):
    values = [X.reshape(len(X), -1)]
    for W, b in zip(params["kernels"], params["biases"]):
        values.append(np.maximum(0, values[-1].dot(W) + b))
    scores = values[-2].dot(W) + b
    powers = np.exp(scores - scores.max(axis=1).reshape(-1, 1))
    return powers / powers.sum(axis=1).reshape(-1, 1), (values[:-1], scores)
