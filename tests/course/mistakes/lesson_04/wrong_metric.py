"""Uses the metric class that compares labels with probabilities.

Fails: watches the accuracy
Says: None of them is the accuracy
"""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=[keras.metrics.MeanSquaredError()],
    )
    return model
