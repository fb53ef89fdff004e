"""What a check asks for by name: the learner's functions, the digits, random numbers."""

import hashlib
from typing import TYPE_CHECKING

import pytest

from coursekit.checks.learner_of_run import learner_of
from coursekit.checks.stash import DATA

if TYPE_CHECKING:
    import numpy as np

    from coursekit.worker.learner import Learner


@pytest.fixture(scope="session")
def session_learner(request: pytest.FixtureRequest) -> "Learner":
    """Give the same learner to fixtures that call a function once for many checks."""
    return learner_of(request.config)


@pytest.fixture
def learner(session_learner: "Learner") -> "Learner":
    """Give the learner's functions, run in a worker."""
    return session_learner


@pytest.fixture
def rng(request: pytest.FixtureRequest) -> "np.random.Generator":
    """Give random numbers, fresh in every run. A call draws from a copy: give calls that must differ one each of ``rng.spawn(n)``."""
    import numpy as np

    # Some functions are given the generator itself. NumPy's own way from a seed to its state can be gone back.
    start = f"{request.config.option.seed} {request.node.nodeid}".encode()
    return np.random.default_rng([*hashlib.sha256(start).digest()])


@pytest.fixture(scope="session")
def digits(request: pytest.FixtureRequest) -> "Digits":
    """Give the digits that the checks use, split and scaled as the course does it."""
    config = request.config
    return Digits(config.stash[DATA], config.option.digits)


@pytest.fixture
def full(request: pytest.FixtureRequest) -> bool:
    """Say whether the run uses full MNIST."""
    return bool(request.config.option.full)


@pytest.fixture(scope="session")
def graded(request: pytest.FixtureRequest) -> bool:
    """Say whether the checks prove what only grading needs to know, too."""
    return bool(request.config.option.digits or request.config.option.every)


class Digits:
    """The course's digits: the sample, or full MNIST with ``--full``.

    Attributes
    ----------
    train, test
        Pairs (images, labels) as `coursekit.mnist.load_data` gives them: uint8, (n, 28, 28) and (n,).
    held_out
        Such a pair for measuring a trained network: the test digits. In grading they are others, and the learner's code
        never gets them.
    """

    def __init__(self, setting: str, file: str | None = None) -> None:
        from coursekit import mnist

        self.train, self.test = mnist.load_found(mnist.find(setting=setting))
        self.held_out = self.test
        if file:
            import numpy as np

            with np.load(file) as arrays:
                self.held_out = arrays["x_held_out"], arrays["y_held_out"]

    def scaled(self, n: int, start: int = 0) -> tuple["np.ndarray", "np.ndarray"]:
        """Return n training images as float32 in [0, 1], with their labels."""
        images, labels = self.train
        return images[start : start + n].astype("float32") / 255, labels[start : start + n]
