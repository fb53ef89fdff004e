"""Sorts the digits by their probabilities."""

import numpy as np


def most_probable(probabilities):
    return max(enumerate(probabilities), key=lambda pair: pair[1])


def recognise(model, drawing):
    batch = np.stack([prepare_digit(drawing)]).astype("float64")
    digit, probability = most_probable(model.predict_on_batch(batch)[0])
    return digit, float(probability)
