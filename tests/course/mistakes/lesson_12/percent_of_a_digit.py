"""Returned percent.

Fails: gives a digit and a probability
Says: not in percent
"""

import numpy as np


def recognise(model, drawing):
    image = prepare_digit(drawing)
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    digit = np.argmax(probabilities)
    return int(digit), 100 * float(probabilities[digit])
