"""Counted the schedule in epochs.

Fails: falls to 0 over all the steps
Says: too soon; not epochs
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, decay_steps=5, warmup_target=peak_rate, warmup_steps=1
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
