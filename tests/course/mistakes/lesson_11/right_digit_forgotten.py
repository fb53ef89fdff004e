"""Forgot to take 1 away at the right digit.

Fails: agrees with what small changes do to the loss
Says: 1 has to be taken away
"""


def backward(params, cache, labels):
    inputs, probabilities = cache
    n = len(labels)
    blame = probabilities / n
    gradients = []
    for layer in reversed(range(len(params))):
        W, b = params[layer]
        gradients.append((inputs[layer].T @ blame, blame.sum(axis=0)))
        if layer > 0:
            blame = (blame @ W.T) * (inputs[layer] > 0)
    return gradients[::-1]
