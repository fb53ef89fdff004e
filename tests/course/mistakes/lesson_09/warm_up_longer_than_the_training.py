"""Let the warm-up take longer than the training.

Fails: reaches peak rate
Says: still rises when the training ends
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    learning_rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps, warmup_target=peak_rate, warmup_steps=2000
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(learning_rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
