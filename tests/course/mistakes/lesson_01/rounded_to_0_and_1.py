"""Changed the greys besides scaling. It rounds them to black and white.

Fails: divides by 255 also when no pixel is white
Says: became 0.000 instead of; Divide by 255 itself
"""

import numpy as np


def scale_images(images):
    return np.round(images / 255)
