"""Returned one number for all images. It looks in all rows at once.

Fails: gives one digit for each image
Says: you returned one number; largest of all the probabilities; axis=
"""

import numpy as np


def predict_digits(model, images):
    return np.argmax(model.predict(images, verbose=0))
