"""Treated the probabilities as logits.

Fails: has the loss for plain number labels
Says: from_logits
"""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
    )
    return model
