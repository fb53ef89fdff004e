"""Changed the default learning rate.

Fails: has the learning rate 001 when none is given
Says: 0.01
"""

import keras


def compile_model(model, learning_rate=0.1):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
    )
    return model
