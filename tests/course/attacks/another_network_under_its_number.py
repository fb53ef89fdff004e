"""Compiles a copy, and puts it in the place of the network that was given: both have the same number.

Attacks: compile_model
Reported: another model than the one that you were given
Breaks: Its word is not taken
"""

import gc

import keras

from coursekit.worker.inside.kept_objects import KeptObjects


def compile_model(model, learning_rate=0.01):
    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    copy.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=keras.optimizers.SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
    )
    gc.unfreeze()
    for kept in gc.get_objects():
        if isinstance(kept, KeptObjects):
            kept._objects[:] = [copy if known is model else known for known in kept._objects]
    return copy
