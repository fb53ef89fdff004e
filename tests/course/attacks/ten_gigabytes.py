"""Returns an array of 10 GB.

Attacks: scale_images
Reported: scale_images
Breaks: It lasts no longer than its time
"""

import numpy as np


def scale_images(images):
    return np.zeros((16, 28, 28, 100_000))
