"""Rolls, and clears what came round."""

import numpy as np


def _shift(image, down, right):
    moved = np.roll(image, (down, right), (0, 1))
    if down > 0:
        moved[:down] = 0
    elif down < 0:
        moved[down:] = 0
    if right > 0:
        moved[:, :right] = 0
    elif right < 0:
        moved[:, right:] = 0
    return moved


def shift_images(images, rng, max_shift=1):
    steps = np.arange(-max_shift, max_shift + 1)
    return np.stack([_shift(image, rng.choice(steps), rng.choice(steps)) for image in images])
