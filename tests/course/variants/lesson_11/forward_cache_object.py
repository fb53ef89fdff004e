"""Remembers in an object of its own."""

import numpy as np


class Memory:
    def __init__(self):
        self.inputs = []


def relu(values):
    return (np.abs(values) + values) / 2


def softmax(scores):
    return np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))


def forward(params, X):
    memory = Memory()
    values = X.reshape(len(X), -1)
    for W, b in params[:-1]:
        memory.inputs.append(values)
        values = relu(values @ W + b)
    memory.inputs.append(values)
    memory.probabilities = softmax(values @ params[-1][0] + params[-1][1])
    return memory.probabilities, memory
