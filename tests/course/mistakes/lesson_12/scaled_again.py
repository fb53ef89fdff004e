"""Chose another digit than the most probable. The prepared digit is divided by 255.

Fails: gives the most probable digit of the prepared drawing
Says: divided by 255 once more
"""

import numpy as np


def recognise(model, drawing):
    image = prepare_digit(drawing) / 255
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    digit = np.argmax(probabilities)
    return int(digit), float(probabilities[digit])
