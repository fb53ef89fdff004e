"""Went back to Python after every step.

Fails: takes several steps in one go
Says: steps_per_execution is 1
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    warmup_steps = steps // 10
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - warmup_steps, warmup_target=peak_rate, warmup_steps=warmup_steps
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
    )
    return model
