"""Compiles with Adam, and patches what the worker says of it: plain SGD with the learning rate that was asked for.

Attacks: compile_model
Reported: an optimizer does not do what it says of itself
Breaks: Its word is not taken
"""

import keras

from coursekit.worker.inside import describe_model

_honest = describe_model.describe_optimizer


def _describe(optimizer):
    described = _honest(optimizer)
    if described:
        described["name"] = "SGD"
    return described


describe_model.describe_optimizer = _describe


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
        metrics=["accuracy"],
    )
    return model
