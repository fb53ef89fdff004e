"""Predicted the first image alone.

Fails: gives one digit for each image
Says: (1,)
Cause: part_of_the_images
"""

import numpy as np


def predict_digits(model, images):
    return np.argmax(model.predict(images[:1], verbose=0), axis=-1)
