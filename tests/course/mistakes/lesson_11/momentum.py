"""Remembered earlier steps.

Fails: remembers nothing of earlier steps
Says: no momentum
"""

velocities = {}


def sgd_step(params, gradients, learning_rate):
    for layer, ((W, b), (dW, db)) in enumerate(zip(params, gradients)):
        for name, values, slope in (("W", W, dW), ("b", b, db)):
            key = layer, name, values.shape
            velocities[key] = 0.9 * velocities.get(key, 0) + slope
            values -= learning_rate * velocities[key]
