"""Let the schedule go on after the training. It is ten times as long.

Fails: falls to 0 over all the steps
Says: training ends before the schedule
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    warmup_steps = steps // 10
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, 10 * steps, warmup_target=peak_rate, warmup_steps=warmup_steps
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
