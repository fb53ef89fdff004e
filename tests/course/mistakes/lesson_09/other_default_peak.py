"""Changed the default peak rate.

Fails: has the peak rate 0005 when none is given
Says: It should be 0.005
"""

import keras


def compile_fast(model, steps, peak_rate=1e-3):
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
