"""Chose another digit than the most probable. The least probable.

Fails: chooses the most probable digit
Says: largest
"""

import numpy as np


def predict_digits(model, images):
    return np.argmin(model.predict(images, verbose=0), axis=-1)
