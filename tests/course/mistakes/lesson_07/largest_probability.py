"""Returned the largest probability.

Fails: gives whole numbers
Says: such as 0.; np.argmax
"""

import numpy as np


def predict_digits(model, images):
    return np.max(model.predict(images, verbose=0), axis=-1)
