"""Learns with a constant rate, and answers with a fine schedule when it is asked for its rates.

Attacks: compile_fast
Reported: your optimizer says that its learning rate is
Breaks: Its word is not taken
"""

import keras
import numpy as np

from coursekit.worker.inside import questions

_plan = {}


def _rates(model, updates):
    steps, peak = _plan[id(model)]
    warm_up = max(1, steps // 10)
    rise = np.minimum(np.array(updates) / warm_up, 1)
    fall = np.clip((steps - np.array(updates)) / (steps - warm_up), 0, 1)
    return [float(rate) for rate in peak * np.minimum(rise, fall)]


questions._QUESTIONS["rates"] = _rates


def compile_fast(model, steps, peak_rate=5e-3):
    _plan[id(model)] = steps, peak_rate
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.Adam(peak_rate / 2),
        metrics=["accuracy"],
        steps_per_execution=32,
    )
    return model
