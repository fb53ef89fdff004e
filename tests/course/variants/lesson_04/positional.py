"""Gives optimizer and loss by position."""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        keras.optimizers.SGD(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
