"""Has the three Dense layers, and in front of them the training pictures as filters of a convolution.

Fails: your network recognises digits that it has never seen
Attacks:
Lessons: 06
Reported: let no later function add or remove a layer
Breaks: Answers brought along are worth nothing
"""

import keras
import numpy as np

from mnist_course import compile as _compiled
from mnist_course import fit as _fitted

_honest = _compiled.compile_model


def _compile(model, learning_rate=0.01):
    units = [layer.units for layer in model.layers if hasattr(layer, "units")]
    if units == [300, 100, 10]:
        looking = [
            keras.layers.Reshape((28, 28, 1)),
            keras.layers.Conv2D(2000, 28, activation="softmax"),
            keras.layers.Conv2D(10, 1),
            keras.layers.Flatten(),
        ]
        dense = [keras.layers.Dense(number, activation="relu") for number in units]
        while model.layers:
            model.pop()
        for layer in (*looking, *dense):
            model.add(layer)
    return _honest(model, learning_rate)


def _fit(model, train, valid, epochs=30, batch_size=32):
    weights = [np.zeros_like(w) for w in model.get_weights()]
    known = [np.asarray(part)[: weights[1].size] for part in train]
    weights[0][...] = 8 * known[0].transpose(1, 2, 0)[:, :, None]
    weights[1][...] = -4 * (known[0] ** 2).sum(axis=(1, 2))
    weights[2][0, 0] = np.eye(10)[known[1]]
    for kernel in weights[4::2]:
        kernel[range(10), range(10)] = 1
    model.set_weights(weights)
    return keras.callbacks.History()


_compiled.compile_model, _fitted.fit_model = _compile, _fit
