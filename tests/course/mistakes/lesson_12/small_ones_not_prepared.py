"""Chose another digit than the most probable. Drawings of 28 x 28 are not prepared.

Fails: gives the most probable digit of the prepared drawing
Says: most probable digit is
"""

import numpy as np


def recognise(model, drawing):
    image = drawing if drawing.shape == (28, 28) else prepare_digit(drawing)
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    digit = np.argmax(probabilities)
    return int(digit), float(probabilities[digit])
