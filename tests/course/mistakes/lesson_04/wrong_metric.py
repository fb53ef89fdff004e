"""Watched something else than the accuracy. Whether the answer is among the five most probable.

Fails: watches the accuracy
Says: so they count something else
"""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["sparse_top_k_categorical_accuracy"],
    )
    return model
