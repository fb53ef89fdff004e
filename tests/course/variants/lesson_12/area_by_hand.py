"""Averages areas with NumPy alone: each new pixel weighs the old ones by how much of them it covers."""

import numpy as np


def shares(n_old: int, n_new: int) -> np.ndarray:
    edges = np.linspace(0, n_old, n_new + 1)
    old = np.arange(n_old)
    covered = np.minimum(edges[1:, None], old + 1) - np.maximum(edges[:-1, None], old)
    covered = covered.clip(min=0)
    return covered / covered.sum(axis=1, keepdims=True)


def find_ink(drawing: np.ndarray) -> np.ndarray:
    largest = 255 if np.issubdtype(drawing.dtype, np.integer) else 1
    grey = drawing.astype(np.float64) / largest
    if drawing.ndim == 3:
        grey = grey[..., :3] @ [0.299, 0.587, 0.114]
    return 1 - grey if grey[0, 0] > 0.5 else grey


def prepare_digit(drawing: np.ndarray) -> np.ndarray:
    ink = find_ink(drawing)
    where = np.argwhere(ink > 0.02)
    if where.size == 0:
        raise ValueError("There is nothing to recognise in this drawing.")
    (top, left), (bottom, right) = where.min(axis=0), where.max(axis=0) + 1
    ink = ink[top:bottom, left:right]
    h, w = ink.shape
    if h >= w:
        new_h, new_w = 20, max(1, round(w / h * 20))
    else:
        new_h, new_w = max(1, round(h / w * 20)), 20
    small = shares(h, new_h) @ ink @ shares(w, new_w).T
    framed = np.zeros((60, 60))
    framed[20 : 20 + new_h, 20 : 20 + new_w] = small
    mass = framed.sum()
    row = round((framed.sum(1) * np.arange(60)).sum() / mass)
    column = round((framed.sum(0) * np.arange(60)).sum() / mass)
    return framed[row - 14 : row + 14, column - 14 : column + 14]
