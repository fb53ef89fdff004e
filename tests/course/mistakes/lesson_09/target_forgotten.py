"""Used a learning rate that stays the same. It is 0: there is no warmup_target.

Fails: has a learning rate that changes
Says: Your learning rate is 0 from
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    rate = keras.optimizers.schedules.CosineDecay(0.0, steps)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
