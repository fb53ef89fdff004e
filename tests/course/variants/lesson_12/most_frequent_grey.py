"""Finds the ink by the most frequent grey, and places it with Pillow's paste on a larger picture that it then crops."""

from collections import Counter

import numpy as np
from PIL import Image


def prepare_digit(drawing):
    a = np.array(drawing)
    if a.ndim == 3:
        a = a[:, :, :3].mean(axis=2)
    if a.max() <= 1:
        a = a * 255
    a = a.astype(np.uint8)
    paper = Counter(a.ravel().tolist()).most_common(1)[0][0]
    a = np.abs(a.astype(int) - paper).astype(np.uint8)
    if not a.any():
        raise ValueError("Please draw something first.")
    r, c = a.any(1).nonzero()[0], a.any(0).nonzero()[0]
    img = Image.fromarray(np.ascontiguousarray(a[r[0] : r[-1] + 1, c[0] : c[-1] + 1]))
    w, h = img.size
    w, h = (20, max(1, 20 * h // w)) if w > h else (max(1, 20 * w // h), 20)
    img = img.resize((w, h), Image.BILINEAR)
    b = np.asarray(img, dtype=np.float32) / 255
    x = (b.sum(0) * (np.arange(w) + 0.5)).sum() / b.sum()
    y = (b.sum(1) * (np.arange(h) + 0.5)).sum() / b.sum()
    big = np.zeros((68, 68), np.float32)
    y0, x0 = 34 - int(round(y)), 34 - int(round(x))
    big[y0 : y0 + h, x0 : x0 + w] = b
    return big[20:48, 20:48]
