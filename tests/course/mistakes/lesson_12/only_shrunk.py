"""Chose another digit than the most probable. The drawing is shrunk, not prepared.

Fails: gives the most probable digit of the prepared drawing
Says: most probable digit is
"""

import numpy as np
from PIL import Image


def recognise(model, drawing):
    image = np.asarray(Image.fromarray(drawing).convert("L").resize((28, 28))) / 255
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    digit = np.argmax(probabilities)
    return int(digit), float(probabilities[digit])
