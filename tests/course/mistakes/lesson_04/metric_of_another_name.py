"""Gave the accuracy another name.

Fails: watches the accuracy
Says: Your metrics say acc 0.; its name must be accuracy
"""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["acc"],
    )
    return model
