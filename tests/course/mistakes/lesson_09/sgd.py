"""Used another optimizer than Adam. It is SGD.

Fails: learns with adam
Says: Your optimizer is SGD
"""

import keras


def compile_fast(model, steps, peak_rate=5e-3):
    warmup_steps = steps // 10
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, steps - warmup_steps, warmup_target=peak_rate, warmup_steps=warmup_steps
    )
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
