"""Gives Adam a function that reads the optimizer's own count of updates."""

import math

import keras
from keras import ops


def compile_fast(model, steps, peak_rate=5e-3):
    def rate():
        done = ops.cast(optimizer.iterations, "float32") / steps
        fall = 0.5 + 0.5 * ops.cos(math.pi * (done - 0.1) / 0.9)
        return peak_rate * ops.where(done < 0.1, 10 * done, fall)

    optimizer = keras.optimizers.Adam(learning_rate=rate)
    model.compile(
        loss=keras.losses.sparse_categorical_crossentropy,
        optimizer=optimizer,
        metrics=["accuracy"],
        steps_per_execution=min(steps, 50),
        jit_compile=False,
    )
    return model
