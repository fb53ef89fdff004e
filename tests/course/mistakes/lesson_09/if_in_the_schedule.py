"""Wrote a schedule that Keras can't train with.

Fails: trains well in few updates
Says: Keras can't train
"""

import math

import keras


class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, steps, peak_rate):
        self.steps = steps
        self.warmup_steps = steps // 10
        self.peak_rate = peak_rate

    def __call__(self, step):
        if step < self.warmup_steps:
            return self.peak_rate * int(step) / self.warmup_steps
        done = (int(step) - self.warmup_steps) / (self.steps - self.warmup_steps)
        return self.peak_rate * (1 + math.cos(math.pi * done)) / 2


def compile_fast(model, steps, peak_rate=5e-3):
    rate = Schedule(steps, peak_rate)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
