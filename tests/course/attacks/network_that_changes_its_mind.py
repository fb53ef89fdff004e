"""The course's own network takes the weights that it is given, and forgets them at the next question: it always says 3.

Attacks: predict_digits
Reported: predict_digits
Breaks: Its word is not taken
"""

import numpy as np

from coursekit.worker.inside import questions


def _weights(model):
    forgotten = [np.zeros_like(weight) for weight in model.get_weights()]
    forgotten[-1][3] = 4
    model.set_weights(forgotten)
    return forgotten


questions._QUESTIONS["weights"] = _weights


def predict_digits(model, images):
    return np.full(len(images), 3)
