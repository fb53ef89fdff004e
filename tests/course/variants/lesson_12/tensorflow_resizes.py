"""Scales with TensorFlow, takes 13.5 for the middle, and moves the digit with np.roll."""

import numpy as np
import tensorflow as tf


def prepare_digit(drawing):
    picture = np.array(drawing, dtype=np.float32)
    if picture.ndim == 3:
        picture = picture[:, :, :3].mean(-1)
    picture -= picture.min()
    if picture.max() == 0:
        raise ValueError("Nothing was drawn.")
    picture /= picture.max()
    edges = [picture[0], picture[-1], picture[:, 0], picture[:, -1]]
    if np.concatenate(edges).mean() > 0.5:
        picture = 1 - picture
    rows, cols = np.where(picture > 0)
    picture = picture[min(rows) : max(rows) + 1, min(cols) : max(cols) + 1]
    scale = 20 / max(picture.shape)
    size = [max(1, round(side * scale)) for side in picture.shape]
    small = tf.image.resize(picture[..., None], size, antialias=True).numpy()[..., 0]
    padded = np.zeros((28, 28), np.float32)
    padded[: size[0], : size[1]] = small
    ys, xs = np.mgrid[:28, :28]
    dy = round(13.5 - (ys * padded).sum() / padded.sum())
    dx = round(13.5 - (xs * padded).sum() / padded.sum())
    dy, dx = (int(np.clip(move, 0, 28 - side)) for move, side in zip((dy, dx), size))
    return np.roll(padded, (dy, dx), (0, 1))
