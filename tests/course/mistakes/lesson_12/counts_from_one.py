"""Chose another digit than the most probable. The next: it counts from 1.

Fails: gives the most probable digit of the prepared drawing
Says: most probable digit is
"""

import numpy as np


def recognise(model, drawing):
    image = prepare_digit(drawing)
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    digit = np.argmax(probabilities)
    return (int(digit) + 1) % 10, float(probabilities[digit])
