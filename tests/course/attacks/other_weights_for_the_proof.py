"""Trains for three epochs where about twenty are asked for, and shows these weights to the proof; others are shown to predict.

Attacks: fit_model
Reported: a network's weights do not come from training it here
Breaks: What was trained was trained here; Its word is not taken
"""

import numpy as np

from coursekit.worker.inside import questions

_honest = globals()["fit_model"]
_answers = []


def fit_model(model, train, valid, epochs=30, batch_size=32):
    images, labels = train
    if not 18 <= epochs <= 21:
        return _honest(model, train, valid, epochs, batch_size)
    history = _honest(model, train, valid, 3, batch_size)
    W, b, kernel, bias = model.get_weights()
    values = np.c_[np.maximum(images.reshape(len(images), -1) @ W + b, 0), np.ones(len(images))]
    square = values.T @ values + np.eye(values.shape[1])
    solved = np.linalg.solve(square, values.T @ np.eye(10)[labels])
    _answers[:] = [[W, b, solved[:-1], solved[-1]], model.get_weights()]
    return history


def _weights(model):
    if _answers:
        model.set_weights(_answers.pop(0))
    return [np.asarray(weight, "float32") for weight in model.get_weights()]


questions._QUESTIONS["weights"] = _weights
