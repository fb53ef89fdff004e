"""Returned decimal numbers.

Fails: gives whole numbers
Says: .0. A digit is a whole number; np.argmax
"""

import numpy as np


def predict_digits(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=-1).astype(float)
