"""Keeps everything in one dict: W1, b1, W2, b2 and so on."""

import numpy as np


def init_params(sizes, rng):
    params = {}
    for k in range(1, len(sizes)):
        scale = np.sqrt(2 / sizes[k - 1])
        params[f"W{k}"] = rng.standard_normal((sizes[k - 1], sizes[k])) * scale
        params[f"b{k}"] = np.zeros((1, sizes[k]))
    return params


def forward(params, X):
    n_layers = len(params) // 2
    cache = {"A0": X.reshape(X.shape[0], -1)}
    for k in range(1, n_layers + 1):
        Z = cache[f"A{k - 1}"] @ params[f"W{k}"] + params[f"b{k}"]
        if k < n_layers:
            cache[f"A{k}"] = Z * (Z > 0)
    Z = Z - Z.max(axis=1, keepdims=True)
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    cache["P"] = P
    return P, cache


def backward(params, cache, labels):
    n_layers, n = len(params) // 2, len(labels)
    one_hot = np.eye(cache["P"].shape[1])[labels]
    dZ = (cache["P"] - one_hot) / n
    grads = {}
    for k in range(n_layers, 0, -1):
        grads[f"dW{k}"] = cache[f"A{k - 1}"].T @ dZ
        grads[f"db{k}"] = np.sum(dZ, axis=0, keepdims=True)
        if k > 1:
            dA = dZ @ params[f"W{k}"].T
            dZ = np.where(cache[f"A{k - 1}"] > 0, dA, 0)
    return grads
