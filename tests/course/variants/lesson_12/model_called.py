"""Calls the model itself."""

import numpy as np


def recognise(model, drawing):
    image = np.expand_dims(prepare_digit(drawing), axis=0)
    probabilities = np.asarray(model(image, training=False)).ravel()
    return probabilities.argmax(), probabilities.max()
