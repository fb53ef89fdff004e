"""Let the schedule go on after the training. The warm-up comes on top of the fall.

Fails: falls to 0 over all the steps
Says: Warm-up and fall together
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps, warmup_target=peak_rate, warmup_steps=steps // 10
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
