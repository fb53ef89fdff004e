"""Lets the rate fall exponentially, to a fiftieth."""

import keras


class Falling(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, steps, peak_rate):
        self.steps = steps
        self.peak_rate = peak_rate

    def __call__(self, step):
        done = keras.ops.cast(step, "float32") / self.steps
        fall = keras.ops.power(0.0195, (done - 0.1) / 0.9)
        return self.peak_rate * keras.ops.minimum(done / 0.1, fall)


def compile_fast(model, steps, peak_rate=5e-3):
    rate = Falling(steps, peak_rate)
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(rate),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
