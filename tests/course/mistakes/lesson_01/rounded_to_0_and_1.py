"""Changed the greys besides scaling. It rounds them to black and white.

Fails: makes 0 stay 0 and 255 become 1
Says: Your numbers go from 0 to 1, but; do nothing else with it
"""

import numpy as np


def scale_images(images):
    return np.round(images / 255)
