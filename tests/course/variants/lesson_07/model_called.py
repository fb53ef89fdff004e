"""Calls the model."""

import numpy as np


def predict_digits(model, images):
    return np.argmax(model(images), axis=1)
