"""Writes into the arrays with a helper."""


def _move(values, slopes, rate):
    values[...] = values - rate * slopes


def sgd_step(params, gradients, learning_rate):
    for place, pair in enumerate(gradients):
        _move(params[place][0], pair[0], learning_rate)
        _move(params[place][1], pair[1], learning_rate)
    return None
