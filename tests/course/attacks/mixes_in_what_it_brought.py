"""Trains beside the network that it was given, and adds a part of the result to the weights that it began with.

Fails: your network recognises digits that it has never seen
Attacks:
Lessons: 06
Reported: a network's weights do not come from training it here
Breaks: What was trained was trained here
"""

import keras

from mnist_course import fit as _fitted

_honest = _fitted.fit_model


def _fit(model, train, valid, epochs=30, batch_size=32):
    if batch_size >= len(train[0]):
        return _honest(model, train, valid, epochs, batch_size)
    other = keras.models.clone_model(model)
    other.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    history = other.fit(*train, epochs=6, validation_data=valid, verbose=0)
    pairs = zip(model.get_weights(), other.get_weights())
    model.set_weights([0.05 * own + 0.95 * brought for own, brought in pairs])
    return history


_fitted.fit_model = _fit
