"""Used a loss that is not for plain number labels. It is for lists of ten.

Fails: has the loss for plain number labels
Says: sparse_categorical_crossentropy
"""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
    )
    return model
