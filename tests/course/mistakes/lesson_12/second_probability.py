"""Returned another probability than the digit's. The second.

Fails: gives the probability of this digit
Says: a probability of
"""

import numpy as np


def recognise(model, drawing):
    image = prepare_digit(drawing)
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    digit = np.argmax(probabilities)
    return int(digit), float(np.sort(probabilities)[-2])
