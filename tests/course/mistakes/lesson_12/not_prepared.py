"""Stopped with ValueError. The drawing is not prepared.

Fails: gives a digit and a probability
Says: stopped with an error
Cause: layer_of_another_size
"""

import numpy as np


def recognise(model, drawing):
    probabilities = model.predict(drawing[np.newaxis] / 255)[0]
    digit = np.argmax(probabilities)
    return int(digit), float(probabilities[digit])
