"""Writes the schedule as a class, without get_config."""

import math

import keras


class WarmUpAndCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, steps, peak_rate):
        self.steps = float(steps)
        self.warmup_steps = 0.1 * steps
        self.peak_rate = peak_rate

    def __call__(self, step):
        step = keras.ops.cast(step, "float32")
        rise = (step + 1) / self.warmup_steps
        done = (step - self.warmup_steps) / (self.steps - self.warmup_steps)
        fall = (1 + keras.ops.cos(math.pi * done)) / 2
        return self.peak_rate * keras.ops.where(step < self.warmup_steps, rise, fall)


def compile_fast(model, steps, peak_rate=5e-3):
    rate = WarmUpAndCosine(steps, peak_rate)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
