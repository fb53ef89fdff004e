"""Scales with Keras and moves the digit by fractions of a pixel."""

import keras
import numpy as np


def _moved(picture, by, axis):
    whole = int(np.floor(by))
    part = by - whole
    return (1 - part) * np.roll(picture, whole, axis) + part * np.roll(picture, whole + 1, axis)


def prepare_digit(drawing):
    grey = np.asarray(drawing).astype("float32")
    if np.issubdtype(np.asarray(drawing).dtype, np.integer):
        grey = grey / 255.0
    if grey.ndim == 3:
        grey = np.average(grey[..., :3], axis=2, weights=[0.2126, 0.7152, 0.0722])
    if np.percentile(grey, 50) > 0.5:
        grey = 1.0 - grey
    if np.isclose(grey.max(), grey.min()):
        raise ValueError(f"There is no ink in a drawing of shape {drawing.shape}.")
    # Yellow on white is as pale as 0.07, and its edges paler.
    mask = grey > 0.02
    top, bottom = np.where(mask.any(axis=1))[0][[0, -1]]
    left, right = np.where(mask.any(axis=0))[0][[0, -1]]
    part = grey[top : bottom + 1, left : right + 1]
    factor = 20.0 / max(part.shape)
    new_size = tuple(int(max(1, np.floor(n * factor + 0.5))) for n in part.shape)
    part = keras.ops.image.resize(
        part[:, :, None].astype("float32"), new_size, interpolation="bilinear", antialias=True
    )
    part = np.clip(keras.ops.convert_to_numpy(part)[:, :, 0], 0, 1)
    picture = np.pad(part, [(4, 24 - new_size[0]), (4, 24 - new_size[1])])
    row = (picture * np.arange(28)[:, None]).sum() / picture.sum()
    column = (picture * np.arange(28)[None, :]).sum() / picture.sum()
    down, right = (np.clip(13.5 - centre, -4, 24 - n) for centre, n in zip((row, column), new_size))
    return _moved(_moved(picture, down, 0), right, 1)
