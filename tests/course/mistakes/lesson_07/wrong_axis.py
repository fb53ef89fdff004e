"""Looked for the largest along the images.

Fails: gives one digit for each image
Says: (10,)
"""

import numpy as np


def predict_digits(model, images):
    return np.argmax(model.predict(images, verbose=0), axis=0)
