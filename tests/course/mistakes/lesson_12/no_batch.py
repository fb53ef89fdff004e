"""Stopped with ValueError. The image is no batch.

Fails: gives a digit and a probability
Says: stopped with an error
Cause: one_picture_to_predict
"""

import numpy as np


def recognise(model, drawing):
    image = prepare_digit(drawing)
    probabilities = model.predict(image, verbose=0)[0]
    digit = np.argmax(probabilities)
    return int(digit), float(probabilities[digit])
