"""Forgot the loss.

Fails: has the loss for plain number labels
Says: Your model has no loss
"""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
    )
    return model
