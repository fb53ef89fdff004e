"""Returns new parameters and leaves the old ones alone."""


def sgd_step(params, gradients, learning_rate):
    return [
        tuple(value - learning_rate * slope for value, slope in zip(layer, slopes))
        for layer, slopes in zip(params, gradients)
    ]
