"""Stopped with ValueError. Loss and optimizer stand in each other's place.

Fails: gives back the same model compiled
Says: Could not interpret optimizer; Write the names
Cause: third_place_of_compile
"""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        "sparse_categorical_crossentropy", keras.optimizers.SGD(learning_rate), ["accuracy"]
    )
    return model
