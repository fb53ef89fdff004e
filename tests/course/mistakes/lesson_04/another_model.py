"""Compiled a copy of the model.

Fails: gives back the same model compiled
Says: another model
"""

import keras


def compile_model(model, learning_rate=0.01):
    model = keras.models.clone_model(model)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
    )
    return model
