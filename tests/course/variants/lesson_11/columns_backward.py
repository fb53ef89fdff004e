"""Keeps kernels as (neurons, inputs) and thinks in columns, as textbooks do."""

import numpy as np


def init_params(sizes, rng):
    return [
        [rng.normal(scale=np.sqrt(2 / fan_in), size=(fan_out, fan_in)), np.zeros((fan_out, 1))]
        for fan_in, fan_out in zip(sizes, sizes[1:])
    ]


def forward(params, X):
    a = np.reshape(X, (len(X), -1)).T
    before, after = [], [a]
    for W, b in params:
        z = W @ a + b
        before.append(z)
        a = np.maximum(z, 0)
        after.append(a)
    e = np.exp(z - z.max(axis=0))
    p = e / e.sum(axis=0)
    return p.T, (before, after, p)


def backward(params, cache, labels):
    before, after, p = cache
    delta = p.copy()
    delta[labels, range(len(labels))] -= 1
    gradients = []
    for k in reversed(range(len(params))):
        dW = delta @ after[k].T / len(labels)
        gradients.insert(0, [dW, delta.mean(axis=1, keepdims=True)])
        if k:
            delta = params[k][0].T @ delta
            delta[before[k - 1] <= 0] = 0
    return gradients
