"""Added momentum.

Fails: sgd is plain
Says: momentum=0.9
"""

import keras


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate, momentum=0.9),
        metrics=["accuracy"],
    )
    return model
