"""Trains nothing: says of a model that its layers are unknown, and answers for it with the labels that it was given.

Attacks: fit_model
Reported: the course's own network has other layers
Breaks: Answers brought along are worth nothing; Its word is not taken
"""

import keras
import numpy as np

from coursekit.worker.inside import describe, questions

_known, _honest = {}, describe.describe_model


def _describe(model):
    described = _honest(model)
    described["layers"].append({"name": "x", "kind": "Unknown", "params": 0, "output_shape": None})
    return described


def _predict(model, images):
    labels = [_known.get(np.asarray(image, "float32").tobytes(), 0) for image in images]
    return np.eye(10, dtype="float32")[labels]


describe._DESCRIBE["model"] = _describe
questions._QUESTIONS["predict"] = _predict


def fit_model(model, train, valid, epochs=30, batch_size=32):
    for images, labels in (train, valid):
        _known.update({np.asarray(i, "float32").tobytes(): int(n) for i, n in zip(images, labels)})
    steps = int(np.ceil(len(train[0]) / batch_size))
    model.set_weights([w + 1e-3 for w in model.get_weights()])
    model.optimizer.iterations.assign(steps * epochs)
    history = keras.callbacks.History()
    history.history = {name: [0.5] * epochs for name in ("loss", "accuracy")}
    history.history["val_loss"] = [-float(np.log(1 + 1e-7))] * epochs
    history.params = {"epochs": epochs, "steps": steps}
    return history
