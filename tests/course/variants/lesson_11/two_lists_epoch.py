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


def backward(params, cache, labels):
    values, scores = cache
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    blame = powers / powers.sum(axis=1, keepdims=True)
    blame -= np.arange(blame.shape[1]) == labels[:, None]
    blame = blame / len(blame)
    kernels, biases = [], []
    for W, inputs in zip(reversed(params["kernels"]), reversed(values)):
        kernels.append(inputs.T.dot(blame))
        biases.append(np.ones(len(blame)).dot(blame))
        blame = np.where(inputs > 0, blame.dot(W.T), 0)
    return {"kernels": kernels[::-1], "biases": biases[::-1]}


def sgd_step(params, gradients, learning_rate):
    new = dict(params)
    for name in ("kernels", "biases"):
        new[name] = [a - learning_rate * g for a, g in zip(params[name], gradients[name])]
    return new


def train_epoch(params, X, y, rng, learning_rate=0.01, batch_size=32):
    order = np.argsort(rng.random(len(X)))
    total = 0
    for start in range(0, len(X), batch_size):
        images, labels = X[order[start:][:batch_size]], y[order[start:][:batch_size]]
        probabilities, cache = forward(params, images)
        total += cross_entropy(probabilities, labels) * len(labels)
        params.update(sgd_step(params, backward(params, cache, labels), learning_rate))
    return total / len(X)
