"""Returned the digit of the last image alone.

Fails: gives one digit for each image
Says: the digit of the last image
Cause: only_the_last_turn
"""

import numpy as np


def predict_digits(model, images):
    for probabilities in model.predict(images, verbose=0):
        digit = np.argmax(probabilities)
    return digit
