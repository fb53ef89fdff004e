"""Multiplies a cosine over the whole training by a warm-up, with TensorFlow."""

import math

import keras
import tensorflow as tf


class Schedule(tf.keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, steps, peak_rate):
        self.steps = steps
        self.peak_rate = peak_rate

    def __call__(self, step):
        done = tf.cast(step, tf.float32) / self.steps
        return self.peak_rate * tf.minimum(1.0, done / 0.1) * (1 + tf.cos(math.pi * done)) / 2

    def get_config(self):
        return {"steps": self.steps, "peak_rate": self.peak_rate}


def compile_fast(model, steps, peak_rate=5e-3):
    rate = Schedule(steps, peak_rate)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
