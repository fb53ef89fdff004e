"""Returned more than one probability.

Fails: gives a digit and a probability
Says: It should be one probability
"""

import numpy as np


def recognise(model, drawing):
    image = prepare_digit(drawing)
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    digit = np.argmax(probabilities)
    return int(digit), probabilities
