"""Gave the accuracy another name.

Fails: watches the accuracy
Says: acc 0.; its name must be accuracy
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    warmup_steps = steps // 10
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - warmup_steps, warmup_target=peak_rate, warmup_steps=warmup_steps
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.AdamW(learning_rate=rate, weight_decay=1e-4),
        metrics=["acc"],
        steps_per_execution=8,
    )
    return model
