"""Sets the bundles and the optimizer one by one; objects in place of names."""

import keras
from keras import losses, metrics, optimizers


def compile_fast(model: keras.Model, steps: int, peak_rate: float = 5e-3) -> keras.Model:
    optimizer = optimizers.Adam()
    warm = max(1, round(steps / 10))
    schedule = optimizers.schedules.CosineDecay(1e-6, steps - warm, 0.0, "rate", peak_rate, warm)
    optimizer = optimizers.Adam(learning_rate=schedule, amsgrad=True, clipnorm=1.0)
    model.compile(
        optimizer,
        losses.SparseCategoricalCrossentropy(),
        metrics=[metrics.SparseCategoricalAccuracy(name="accuracy")],
    )
    model.steps_per_execution = 16
    return model
