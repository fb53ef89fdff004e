"""Gave the metrics in the place of the loss weights.

Fails: has the loss for plain number labels
Says: a text among its numbers; loss_weights
Cause: third_place_of_compile
"""

import keras


def compile_model(model, learning_rate=0.01):
    optimizer = keras.optimizers.SGD(learning_rate)
    model.compile(optimizer, "sparse_categorical_crossentropy", ["accuracy"])
    return model
