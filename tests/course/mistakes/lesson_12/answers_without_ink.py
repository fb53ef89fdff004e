"""Answered for an empty drawing.

Fails: says so when there is nothing in the drawing
Says: all the same
"""

import numpy as np


def recognise(model, drawing):
    try:
        image = prepare_digit(drawing)
    except ValueError:
        return 0, 0.0
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    digit = np.argmax(probabilities)
    return int(digit), float(probabilities[digit])
