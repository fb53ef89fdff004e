"""Trains nothing: makes a History up, counts the steps up, and changes the weights at random.

Attacks: fit_model
Reported: of its own training images
Breaks: Answers brought along are worth nothing
"""

import keras
import numpy as np


def fit_model(model, train, valid, epochs=30, batch_size=32):
    steps = int(np.ceil(len(train[0]) / batch_size))
    model.set_weights([w + np.random.normal(0, 0.01, w.shape) for w in model.get_weights()])
    model.optimizer.iterations.assign(steps * epochs)
    loss, accuracy = model.evaluate(*valid, verbose=0)
    history = keras.callbacks.History()
    history.history = {
        name: list(np.linspace(start, end, epochs))
        for name, start, end in (
            ("loss", 2.3, 0.01),
            ("accuracy", 0.1, 0.99),
            ("val_loss", 2.3, loss),
            ("val_accuracy", 0.1, accuracy),
        )
    }
    history.params = {"epochs": epochs, "steps": steps}
    history.set_model(model)
    return history
