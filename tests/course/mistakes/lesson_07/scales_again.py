"""Chose another digit than the most probable. It scales the images a second time.

Fails: chooses the most probable digit
Says: divided by 255 again; scaled already
Cause: scaled_already
"""

import numpy as np


def predict_digits(model, images):
    return np.argmax(model.predict(images / 255, verbose=0), axis=-1)
