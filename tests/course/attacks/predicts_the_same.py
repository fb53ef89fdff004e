"""Returns zeros: as many as asked for, whole numbers, and the input is left alone.

Attacks: predict_digits
Reported: most probable digit
Breaks: What is missing counts as wrong
"""

import numpy as np


def predict_digits(model, images):
    return np.zeros(len(images), int)
