"""Returns zeros: as many as asked for, whole numbers, and the input is left alone.

Attacks: predict_digits
Reported: most probable digit
"""

import numpy as np


def predict_digits(model, images):
    return np.zeros(len(images), int)
