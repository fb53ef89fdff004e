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


def backward(params, cache, labels):
    layers, logs = cache
    error = np.exp(logs)
    error[np.arange(len(labels)), labels] -= 1.0
    error /= len(labels)
    gradients = [None] * len(params)
    for place in range(len(params) - 2, -1, -2):
        values = layers[place // 2]
        gradients[place] = np.einsum("ni,nj->ij", values, error)
        gradients[place + 1] = error.sum(0)
        error = np.einsum("nj,ij->ni", error, params[place]) * np.sign(values)
    return gradients


def sgd_step(params, gradients, learning_rate):
    return [value - learning_rate * slope for value, slope in zip(params, gradients)]
