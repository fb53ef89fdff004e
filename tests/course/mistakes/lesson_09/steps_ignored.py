"""Counted the warm-up in a fixed number of updates. So with the whole schedule: it ignores steps.

Fails: fits a short training too
Says: does not get shorter
Cause: argument_overwritten
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    steps = 648  # 6 epochs of 108 batches
    warmup_steps = steps // 10
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - warmup_steps, warmup_target=peak_rate, warmup_steps=warmup_steps
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
