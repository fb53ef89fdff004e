"""Digits for one submission: relabelled and shifted with its own seed, and some that its code never has the labels of."""

from pathlib import Path

import numpy as np

from coursekit.mnist import Digits

SEEN, ALL = "seen.npz", "all.npz"
"""What the submission's code may load, and what the checks load: the same, and the held-out digits."""

_MAX_SHIFT = 2
"""In pixels. MNIST's digits keep 4 pixels to every side (they were put into 20 x 20), so nothing is cut off."""


def write_digits(dataset: tuple[Digits, Digits], seed: int, box: Path, vault: Path) -> None:
    """Write ``box/seen.npz`` and ``vault/all.npz``.

    Every digit gets another name (all 3s become 7s, say), all pictures are shifted by the same few pixels and then
    have all their pixels moved in the same secret way, and the training digits come in another order: what was
    learned or stored elsewhere is of no use. A network of Dense layers that is trained on them does as well as ever:
    it does not know which pixels are neighbours. The test digits of the dataset are held out; what the submission loads as
    test digits are training digits, shifted otherwise.

    A network of convolutions does know it. For its lesson, the second file also holds the digits with neighbours
    left together, turned and mirrored in a secret way: a weaker obstacle for stored weights, and the only one left.

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
    places = rng.permutation(images[0].size)
    # For networks that look at neighbours: turned and mirrored instead, with a secret of its own.
    turn, mirror = int(rng.integers(4)), bool(rng.integers(2))
    seen = {
        "x_train": _scattered(_shifted(images[order], shifts[0]), places),
        "y_train": names[labels[order]],
        "x_test": _scattered(_shifted(images[seen_as_test], shifts[1]), places),
        "y_test": names[labels[seen_as_test]],
    }
    np.savez(box / SEEN, allow_pickle=False, **seen)
    held_out = {
        "x_held_out": _scattered(_shifted(held_images, shifts[0]), places),
        "y_held_out": names[held_labels],
        "x_pictures": _turned(images[order], turn, mirror),
        "x_held_out_pictures": _turned(held_images, turn, mirror),
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


def _scattered(images: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Return images with their pixels in another order, the same for all of them."""
    return images.reshape(len(images), -1)[:, places].reshape(images.shape)
