"""Changed the greys besides scaling. It rounds them to black and white.

Fails: makes 0 stay 0 and 255 become 1
Says: A pixel of; All greys became
"""

import numpy as np


def scale_images(images):
    return np.round(images / 255)
