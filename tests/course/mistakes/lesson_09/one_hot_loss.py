"""Used a loss that is not for plain number labels.

Fails: has the loss for plain number labels
Says: the loss of lesson 4
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    warmup_steps = steps // 10
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - warmup_steps, warmup_target=peak_rate, warmup_steps=warmup_steps
    )
    model.compile(
        loss="categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
