"""Keeps a flat list: first a kernel, then its bias."""

import numpy as np


def init_params(sizes, rng):
    params = []
    for n_in, n_out in zip(sizes, sizes[1:]):
        limit = np.sqrt(6 / (n_in + n_out))
        params += [rng.uniform(-limit, limit, (n_in, n_out)), np.zeros(n_out)]
    return params


def forward(params, X):
    layers = [X.reshape(len(X), -1)]
    for W, b in zip(params[:-2:2], params[1:-2:2]):
        layers.append(np.clip(layers[-1] @ W + b, 0, None))
    logits = layers[-1] @ params[-2] + params[-1]
    logits -= np.max(logits, axis=-1, keepdims=True)
    logs = logits - np.log(np.exp(logits).sum(axis=-1, keepdims=True))
    return np.exp(logs), [layers, logs]
