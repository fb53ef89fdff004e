"""Used a learning rate that stays the same.

Fails: has a learning rate that changes
Says: from the first of
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(peak_rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
