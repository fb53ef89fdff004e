"""Chose another digit than the most probable. Argmax goes along the batch.

Fails: gives the most probable digit of the prepared drawing
Says: most probable digit is
"""

import numpy as np


def recognise(model, drawing):
    image = prepare_digit(drawing)
    probabilities = model.predict(image[np.newaxis], verbose=0)
    digit = np.argmax(probabilities, axis=0)[0]
    return int(digit), float(probabilities[0, digit])
