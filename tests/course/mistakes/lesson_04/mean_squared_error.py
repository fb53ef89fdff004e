"""Used a loss that is not for plain number labels. It is for numbers, not for classes.

Fails: has the loss for plain number labels
Says: sparse_categorical_crossentropy
"""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss="mse",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
    )
    return model
