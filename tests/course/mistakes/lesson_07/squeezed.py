"""Returned no array for a single image.

Fails: gives one digit for each image
Says: For 1 image you returned one number; Leave squeeze
"""

import numpy as np


def predict_digits(model, images):
    return np.argmax(np.squeeze(model.predict(images, verbose=0)), axis=-1)
