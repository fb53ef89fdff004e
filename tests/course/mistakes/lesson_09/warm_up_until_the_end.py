"""Warmed up too long.

Fails: reaches peak rate
Says: That is late
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps, warmup_target=peak_rate, warmup_steps=steps
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
