"""Used a learning rate that changes.

Fails: follows learning rate
Says: not a fixed number
"""

import keras


def compile_model(model, learning_rate=0.01):
    schedule = keras.optimizers.schedules.ExponentialDecay(learning_rate, 1000, 0.9)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(schedule),
        metrics=["accuracy"],
    )
    return model
