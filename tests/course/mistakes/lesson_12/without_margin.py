"""Returned an array of another shape. The ink without its margin.

Fails: gives 28 by 28 numbers from 0 to 1
Says: It should be (28, 28)
"""

import numpy as np
from PIL import Image


def prepare_digit(drawing):
    grey = np.asarray(drawing, dtype="float32")
    if grey.ndim == 3:
        grey = grey[:, :, :3].mean(axis=2)

    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ink = abs(grey - np.median(edge))
    if ink.max() == 0:
        raise ValueError("There is nothing in the drawing.")
    ink = ink / ink.max()

    rows = np.flatnonzero(ink.max(axis=1) > 0.1)
    columns = np.flatnonzero(ink.max(axis=0) > 0.1)
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]

    height, width = (max(1, round(20 * side / max(ink.shape))) for side in ink.shape)
    small = np.asarray(Image.fromarray(ink).resize((width, height), Image.Resampling.BOX))
    small = small / small.max()
    return small
