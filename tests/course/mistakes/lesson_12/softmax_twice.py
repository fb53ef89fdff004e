"""Returned another probability than the digit's. After a second softmax.

Fails: gives the probability of this digit
Says: a probability of
"""

import numpy as np


def recognise(model, drawing):
    image = prepare_digit(drawing)
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    probabilities = np.exp(probabilities) / np.exp(probabilities).sum()
    digit = np.argmax(probabilities)
    return int(digit), float(probabilities[digit])
