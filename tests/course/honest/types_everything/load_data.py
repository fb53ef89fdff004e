"""Load data, with types."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import partial, wraps
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from coursekit import mnist

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


class Digits(NamedTuple):
    images: NDArray[np.uint8]
    labels: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Sets:
    train: Digits
    test: Digits


class Scaler(Protocol):
    def __call__(self, images: np.ndarray) -> np.ndarray: ...


def logged(function: Callable) -> Callable:
    @wraps(function)
    def wrapper(*args, **kwargs):
        print(f"{function.__name__}({len(args)=}, {len(kwargs)=})")
        return function(*args, **kwargs)

    return wrapper


@logged
def load_data() -> tuple[Digits, Digits]:
    train, test = mnist.load_data()
    sets = Sets(Digits(*train), Digits(*test))
    assert all(len(images) == len(labels) for images, labels in astuple(sets))
    return sets.train, sets.test


def _divided(images: np.ndarray, /, *, by: float) -> np.ndarray:
    return np.true_divide(images, by, dtype=np.float32)


scale_images: Scaler = partial(_divided, by=255)


@logged
def split_validation(images: np.ndarray, labels: np.ndarray, n_valid: int, *, first: bool = True):
    if (n := len(images)) < n_valid:
        raise ValueError(f"{n=} < {n_valid=}")
    parts = ([a[n_valid:], a[:n_valid]] for a in (images, labels))
    return tuple(zip(*parts, strict=True))


def main() -> None:
    print(load_data())


if __name__ == "__main__":
    main()
