"""Returned something else than a whole number first. The probability.

Fails: gives a digit and a probability
Says: It should be the digit
"""

import numpy as np


def recognise(model, drawing):
    image = prepare_digit(drawing)
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    digit = np.argmax(probabilities)
    return float(probabilities[digit]), int(digit)
