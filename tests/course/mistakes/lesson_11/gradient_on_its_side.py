"""Gave the gradients of kernels on their side.

Fails: gives them in the order of params
Says: A gradient has the shape of its parameter
"""

_backward = backward  # noqa: F821 - the reference stands above


def backward(params, cache, labels):
    return [(dW.T, db) for dW, db in _backward(params, cache, labels)]
