"""Let the learning rate end above 0.

Fails: falls to 0 over all the steps
Says: and no further; alpha
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    warmup_steps = max(1, steps // 10)
    learning_rate = keras.optimizers.schedules.CosineDecay(
        0.0,
        warmup_target=peak_rate,
        warmup_steps=warmup_steps,
        decay_steps=steps - warmup_steps,
        alpha=0.1,
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(learning_rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
