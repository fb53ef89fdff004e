"""Picks pixels, without averaging, and looks for the ink with loops."""

import numpy as np


class EmptyDrawing(ValueError):
    pass


def prepare_digit(drawing):
    gray = drawing[:, :, 0:3].astype("float64").sum(axis=2) / 3 if drawing.ndim > 2 else drawing
    gray = gray.astype("float64")
    background = gray[0][0]
    ink = np.abs(gray - background)
    strongest = ink.max()
    if not strongest > 0:
        raise EmptyDrawing("This drawing is empty, please draw a digit.")
    ink = ink / strongest
    top = 0
    while not ink[top].any():
        top += 1
    bottom = ink.shape[0]
    while not ink[bottom - 1].any():
        bottom -= 1
    left = 0
    while not ink[:, left].any():
        left += 1
    right = ink.shape[1]
    while not ink[:, right - 1].any():
        right -= 1
    height, width = bottom - top, right - left
    longer = max(height, width)
    h, w = int(np.ceil(height * 20 / longer)), int(np.ceil(width * 20 / longer))
    small = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            small[i, j] = ink[top + int((i + 0.5) * height / h), left + int((j + 0.5) * width / w)]
    total = row = column = 0.0
    for i in range(h):
        for j in range(w):
            total += small[i, j]
            row += i * small[i, j]
            column += j * small[i, j]
    result = np.zeros((28, 28))
    top, left = int(14 - row / total), int(14 - column / total)
    for i in range(h):
        for j in range(w):
            result[top + i, left + j] = small[i, j]
    return result
