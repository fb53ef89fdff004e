"""Counted the warm-up in a fixed number of updates.

Fails: fits a short training too
Says: does not get shorter
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, max(1, steps - 100), warmup_target=peak_rate, warmup_steps=100
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
