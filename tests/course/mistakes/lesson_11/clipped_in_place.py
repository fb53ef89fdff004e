"""Changed the probabilities. It clips them in place.

Fails: leaves its input as it was
Says: Write nothing into probabilities
"""

import numpy as np


def cross_entropy(probabilities, labels):
    np.clip(probabilities, 1e-12, 1, out=probabilities)
    p = probabilities[np.arange(len(labels)), labels]
    return float(-np.log(p).mean())
