"""Returned the digit of the first image alone.

Fails: gives one digit for each image
Says: the digit of the first image; ends the loop
Cause: return_ends_the_loop
"""

import numpy as np


def predict_digits(model, images):
    for probabilities in model.predict(images, verbose=0):
        return np.argmax(probabilities)
