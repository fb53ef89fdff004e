"""Changed the function's parameters.

Fails: takes several steps in one go
Says: It should be  compile_fast(model, steps, peak_rate=5e-3)
"""

import keras


def compile_fast(model, n_steps, peak_rate=5e-3):
    warmup_steps = n_steps // 10
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, n_steps - warmup_steps, warmup_target=peak_rate, warmup_steps=warmup_steps
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
