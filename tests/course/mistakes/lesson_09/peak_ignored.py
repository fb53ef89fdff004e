"""Ignored the peak rate.

Fails: reaches peak rate
Says: the argument peak_rate
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    warmup_steps = steps // 10
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - warmup_steps, warmup_target=5e-3, warmup_steps=warmup_steps
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
