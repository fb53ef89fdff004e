"""Wrote into the images.

Fails: leaves its input as it was
Says: changed
"""

import numpy as np


def predict_digits(model, images):
    digits = np.argmax(model.predict(images, verbose=0), axis=-1)
    images[:] = images > 0.5
    return digits
