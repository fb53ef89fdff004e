"""Returned a number instead of a NumPy array.

Fails: gives one digit for each image
Says: a NumPy array
"""

import numpy as np


def predict_digits(model, images):
    return np.argmax(model.predict(images, verbose=0))
