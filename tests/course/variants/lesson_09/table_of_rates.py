"""Computes all rates beforehand with NumPy, and looks them up."""

import keras
import numpy as np


class Table(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, rates):
        self.rates = keras.ops.convert_to_tensor(rates.astype("float32"))

    def __call__(self, step):
        return keras.ops.take(self.rates, keras.ops.minimum(step, len(self.rates) - 1))


def compile_fast(model, steps, peak_rate=5e-3):
    update = np.arange(steps + 1)
    warmup = max(2, steps // 20)
    rates = np.interp(update, [0, warmup], [peak_rate / warmup, peak_rate])
    falling = update > warmup
    done = (update[falling] - warmup) / (steps - warmup)
    rates[falling] = peak_rate * np.cos(done * np.pi / 2) ** 2
    rate = Table(rates)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
