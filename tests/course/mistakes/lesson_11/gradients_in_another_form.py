"""Gave the gradients in another form than the parameters. There are two lists.

Fails: gives them in the order of params
Says: Give them the form of params
"""

_backward = backward  # noqa: F821 - the reference stands above


def backward(params, cache, labels):
    gradients = _backward(params, cache, labels)
    return [dW for dW, _ in gradients], [db for _, db in gradients]
