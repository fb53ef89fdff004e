"""Returned nothing. It returns what compile returns.

Fails: gives back the same model compiled
Says: returned None
Cause: calls_given_none
"""

import keras


def compile_model(model, learning_rate=0.01):
    return model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
    )
