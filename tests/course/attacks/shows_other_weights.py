"""The network learns nothing. Asked for its weights and answers, the process shows those of another, which fit each other.

Fails: your network recognises digits that it has never seen
Attacks:
Lessons: 06
Reported: a network's weights do not come from training it here
Breaks: What was trained was trained here; Its word is not taken
"""

import keras

from coursekit.worker.inside import questions
from mnist_course import fit as _fitted

_shown = []
_weights, _predict = questions._QUESTIONS["weights"], questions.predict


def _fit(model, train, valid, epochs=30, batch_size=32):
    images, labels = train
    other = keras.models.clone_model(model)
    other.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    other.fit(images, labels, epochs=4, verbose=0)
    _shown[:] = [other]
    return keras.callbacks.History()


def _shown_for(model):
    large = hasattr(model, "layers") and model.count_params() > 200_000
    return _shown[0] if _shown and large else model


_evaluate = globals()["evaluate_model"]


def evaluate_model(model, images, labels):
    return _evaluate(_shown_for(model), images, labels)


questions._QUESTIONS["weights"] = lambda model: _weights(_shown_for(model))
questions._QUESTIONS["predict"] = lambda model, images: _predict(_shown_for(model), images)
_fitted.fit_model = _fit
