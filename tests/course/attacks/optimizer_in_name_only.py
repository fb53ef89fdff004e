"""An optimizer that is called SGD, knows its learning rate, and moves nothing.

Attacks: compile_model
Reported: an optimizer does not do what it says of itself
Breaks: Its word is not taken
"""

import keras


class SGD(keras.optimizers.SGD):
    def update_step(self, gradient, variable, learning_rate):
        pass


def compile_model(model, learning_rate=0.01):
    model.compile(
        loss="sparse_categorical_crossentropy",
        optimizer=SGD(learning_rate=learning_rate),
        metrics=["accuracy"],
    )
    return model
