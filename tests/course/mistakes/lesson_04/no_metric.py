"""Forgot the metric.

Fails: watches the accuracy
Says: nothing but the loss; metrics=["accuracy"]
"""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
    )
    return model
