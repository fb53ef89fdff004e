"""The course's own network says that it has the weights that it was given, and sees a 3 in everything all the same.

Attacks: predict_digits
Reported: outputs do not come from its weights
Breaks: Its word is not taken
"""

import numpy as np

from coursekit.worker.inside import questions

_given = {}


def _set(model, weights):
    _given[id(model)] = [np.array(w) for w in weights]
    return _given[id(model)]


def _weights(model):
    return _given.get(id(model)) or [np.asarray(w) for w in model.get_weights()]


def _predict(model, images):
    return np.eye(10, dtype="float32")[np.full(len(images), 3)]


questions._QUESTIONS.update(set_weights=_set, weights=_weights, predict=_predict)


def predict_digits(model, images):
    return np.full(len(images), 3)
