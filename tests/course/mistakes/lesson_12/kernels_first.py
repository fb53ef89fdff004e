"""Exported the arrays in another order. Kernels first.

Fails: holds the weights from the first layer to the last
Says: a dict keeps its order
"""


def export_weights(model):
    weights = model.get_weights()
    kernels = {f"kernel_{n}": kernel for n, kernel in enumerate(weights[::2], start=1)}
    biases = {f"bias_{n}": bias for n, bias in enumerate(weights[1::2], start=1)}
    return kernels | biases
