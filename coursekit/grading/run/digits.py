"""Digits for one submission: relabelled and shifted with its own seed, and some that its code never has the labels of."""

from pathlib import Path

import numpy as np

from coursekit.mnist import Digits

SEEN, ALL = "seen.npz", "all.npz"
"""What the submission's code may load, and what the checks load: the same, and the held-out digits."""

_MAX_SHIFT = 2
"""In pixels. Most of MNIST's digits keep 4 pixels to every side (they were put into 20 x 20); 1 in 70 loses a little."""


def write_digits(dataset: tuple[Digits, Digits], seed: int, box: Path, vault: Path) -> None:
    """Write ``box/seen.npz`` and ``vault/all.npz``.

    Every digit gets another name (all 3s become 7s, say), all pictures are shifted by the same few pixels, turned by
    quarters and perhaps mirrored, and the training digits come in another order: answers that were stored elsewhere are of
    no use. A network that is trained on them does as well as ever. The test digits of the dataset are held out, each a
    little warped in its own way, so that no table of the known ones names it; what the submission loads as test digits
    are training digits, shifted otherwise.

    Parameters
    ----------
    dataset
        Training and test digits, as `coursekit.mnist.load_data` gives them.
    seed
        Gives the same files again.
    box, vault
        Folders; only the first may be seen by the submission's code.
    """
    rng = np.random.default_rng(seed)
    (images, labels), (held_images, held_labels) = dataset
    names = rng.permutation(10).astype("uint8")
    shifts = rng.permutation([s for s in np.ndindex(5, 5) if s != (2, 2)])[:2] - _MAX_SHIFT
    order = rng.permutation(len(images))
    seen_as_test = rng.permutation(len(images))[: len(held_images)]
    turn, mirror = int(rng.integers(4)), bool(rng.integers(2))

    def moved(images: np.ndarray, shift: np.ndarray) -> np.ndarray:
        return _turned(_shifted(images, shift), turn, mirror)

    seen = {
        "x_train": moved(images[order], shifts[0]),
        "y_train": names[labels[order]],
        "x_test": moved(images[seen_as_test], shifts[1]),
        "y_test": names[labels[seen_as_test]],
    }
    np.savez(box / SEEN, allow_pickle=False, **seen)
    held_out = {
        "x_held_out": moved(_warped(held_images, rng), shifts[0]),
        "y_held_out": names[held_labels],
    }
    np.savez(vault / ALL, allow_pickle=False, **{**seen, **held_out})


def _shifted(images: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Return images (n, 28, 28) moved down and right by `shift` pixels; what comes in is background."""
    moved = np.zeros_like(images)
    down, right = (int(step) for step in shift)
    height, width = images.shape[1:]
    moved[:, max(down, 0) : height + min(down, 0), max(right, 0) : width + min(right, 0)] = images[
        :, max(-down, 0) : height - max(down, 0), max(-right, 0) : width - max(right, 0)
    ]
    return moved


def _turned(images: np.ndarray, turn: int, mirror: bool) -> np.ndarray:
    """Return images turned by quarters, and mirrored if asked: neighbours stay neighbours."""
    turned = np.rot90(images, turn, axes=(1, 2))
    return np.ascontiguousarray(turned[:, :, ::-1] if mirror else turned)


def _warped(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return images (n, 28, 28), each turned by up to 2 degrees, larger or smaller by 1 % and moved by 0.3 pixels.

    Nearly every pixel of ink changes. Lesson 6's network is right for 0.2 % fewer of them (6 seeds).
    """
    n, height, width = images.shape
    angle = np.deg2rad(rng.uniform(-2, 2, (n, 1, 1)))
    scale = rng.uniform(0.99, 1.01, (n, 1, 1))
    down, right = rng.uniform(-0.3, 0.3, (2, n, 1, 1))
    middle = np.array([height - 1, width - 1]).reshape(2, 1, 1) / 2
    rows, columns = np.mgrid[:height, :width] - middle
    # Where each pixel comes from, in a picture with a margin, and the four neighbours there.
    margin = 2
    row = scale * (np.cos(angle) * rows - np.sin(angle) * columns) + middle[0] + down + margin
    column = scale * (np.sin(angle) * rows + np.cos(angle) * columns) + middle[1] + right + margin
    padded = np.pad(images.astype("float32"), ((0, 0), (margin, margin), (margin, margin)))
    top, left, image = row.astype(int), column.astype(int), np.arange(n).reshape(-1, 1, 1)
    below, beside = row - top, column - left
    upper = (1 - beside) * padded[image, top, left] + beside * padded[image, top, left + 1]
    lower = (1 - beside) * padded[image, top + 1, left] + beside * padded[image, top + 1, left + 1]
    warped: np.ndarray = np.rint((1 - below) * upper + below * lower).astype("uint8")
    return warped
