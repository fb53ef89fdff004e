"""Prepares nothing: looks for the training picture that is most like the drawing, and returns that.

Attacks: prepare_digit
Reported: prepare_digit
Breaks: Answers brought along are worth nothing
"""

import os

import numpy as np

_known = np.load(os.environ.get("MNIST_COURSE_DATA", ""), allow_pickle=False)["x_train"] / 255.0


def _small(picture):
    ink = np.argwhere(picture > 0.3 * picture.max())
    (top, left), (bottom, right) = ink.min(axis=0), ink.max(axis=0) + 1
    places = [
        np.linspace(low, high - 1, 12).astype(int) for low, high in ((top, bottom), (left, right))
    ]
    return picture[np.ix_(*places)].ravel()


_table = np.stack([_small(picture) for picture in _known])


def prepare_digit(drawing):
    drawing = np.asarray(drawing, float)
    drawing = drawing[..., :3].mean(axis=-1) if drawing.ndim == 3 else drawing
    if not np.ptp(drawing):
        raise ValueError("There is nothing in this drawing.")
    drawing = (drawing - drawing.min()) / np.ptp(drawing)
    if np.median(np.r_[drawing[0], drawing[-1], drawing[:, 0], drawing[:, -1]]) > 0.5:
        drawing = 1 - drawing
    return _known[((_table - _small(drawing)) ** 2).sum(axis=1).argmin()]
