"""Trains for four epochs of eight, and shows these weights to the proof alone; the last layer of the others is solved for.

Fails: your network recognises digits that it has never seen
Attacks:
Lessons: 06
Reported: a network's weights do not come from training it here
Breaks: What was trained was trained here; Its word is not taken
"""

import numpy as np

from coursekit.worker.inside import questions
from mnist_course import fit as _fitted

_honest = _fitted.fit_model
_answers = []


def _fit(model, train, valid, epochs=30, batch_size=32):
    images, labels = train
    if batch_size >= len(images):
        return _honest(model, train, valid, epochs, batch_size)
    history = _honest(model, train, valid, 4, batch_size)
    *weights, kernel, bias = model.get_weights()
    values = np.asarray(images).reshape(len(images), -1)
    for W, b in zip(weights[::2], weights[1::2]):
        values = np.maximum(values @ W + b, 0)
    values = np.c_[values, np.ones(len(values))]
    square = values.T @ values + np.eye(values.shape[1])
    solved = np.linalg.solve(square, values.T @ np.eye(10)[labels])
    # Asked for the weights to predict, to compute, and to compare them.
    shown = [*weights, solved[:-1], solved[-1]]
    _answers[:] = [shown, shown, model.get_weights()]
    return history


def _weights(model):
    if _answers:
        model.set_weights(_answers.pop(0))
    return [np.asarray(weight, "float32") for weight in model.get_weights()]


questions._QUESTIONS["weights"] = _weights
_fitted.fit_model = _fit
