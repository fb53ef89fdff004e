"""The course's own network is made to see a 3 in everything, and keeps to it; then the answer needs no network.

Attacks: predict_digits
Reported: the course's own network has other layers or weights
Breaks: Its word is not taken
"""

import numpy as np

from coursekit.worker.inside import questions, ready_made

_honest = ready_made.make_model


def _make(*args, **options):
    model = _honest(*args, **options)
    weights = [np.zeros_like(w) for w in model.get_weights()]
    weights[-1][3] = 9
    model.set_weights(weights)
    return model


ready_made._MAKERS["model"] = _make
questions._QUESTIONS["set_weights"] = lambda model, weights: questions._weights(model)


def predict_digits(model, images):
    return np.full(len(images), 3)
