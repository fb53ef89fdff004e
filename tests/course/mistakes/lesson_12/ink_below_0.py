"""Made numbers below 0. The ink is darker than the background.

Fails: gives 28 by 28 numbers from 0 to 1
Says: from -1 to 0. They should lie; abs(grey - background)
"""

import numpy as np
from PIL import Image


def prepare_digit(drawing):
    grey = np.asarray(drawing, dtype="float32")
    if grey.ndim == 3:
        grey = grey[:, :, :3].mean(axis=2)

    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ink = np.median(edge) - grey
    if not ink.any():
        raise ValueError("There is nothing in the drawing.")
    ink = ink / abs(ink).max()

    rows = np.flatnonzero(abs(ink).max(axis=1) > 0.1)
    columns = np.flatnonzero(abs(ink).max(axis=0) > 0.1)
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]

    height, width = (max(1, round(20 * side / max(ink.shape))) for side in ink.shape)
    small = np.asarray(Image.fromarray(ink).resize((width, height), Image.Resampling.BOX))
    return in_the_middle(small / abs(small).max())  # noqa: F821 - it stands above
