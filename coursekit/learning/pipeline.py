"""The course's training, from digits to a network that was tested on none of them: the same for demo, certificate, notebooks."""

import importlib
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from coursekit.manifest import load_manifest
from coursekit.mnist import Digits

EPOCHS, LEARNING_RATE = 30, 0.01
"""The course's defaults."""


@dataclass(frozen=True)
class Training:
    """What came of a training.

    Attributes
    ----------
    model, history
        As `fit_model` left and returned them: Keras's own, or handles of a worker.
    train, valid
        Pairs (images, labels): scaled images (n, 28, 28), and what is left for validation.
    seconds
        How long `fit_model` took.
    """

    model: Any
    history: Any
    train: tuple[np.ndarray, np.ndarray]
    valid: tuple[np.ndarray, np.ndarray]
    seconds: float


def train_network(
    functions: Any,
    digits: Digits,
    epochs: int = EPOCHS,
    learning_rate: float = LEARNING_RATE,
    around_fit: Callable[[Any], AbstractContextManager[None]] = lambda model: nullcontext(),
) -> Training:
    """Train with the course functions of lessons 1, 3, 4 and 5.

    Parameters
    ----------
    functions
        Has them as attributes: `Learner`, or what `functions_of` returns.
    digits
        All training digits. A twelfth of them, the first ones, is kept for validation: 5,000 of 60,000.
    around_fit
        Takes the compiled model and gives a context for `fit_model`.
    """
    images, labels = digits
    scaled = functions.scale_images(images)
    train, valid = functions.split_validation(scaled, labels, len(images) // 12)
    model = functions.compile_model(functions.build_mlp(), learning_rate=learning_rate)
    with around_fit(model):
        start = time.monotonic()
        history = functions.fit_model(model, train, valid, epochs=epochs)
    return Training(model, history, train, valid, time.monotonic() - start)


def functions_of(package: str = "mnist_course") -> SimpleNamespace:
    """Return the core lessons' functions of the package that an import in this process means."""
    functions = [function for lesson in load_manifest().core for function in lesson.functions]
    modules = {one.slug: importlib.import_module(f"{package}.{one.slug}") for one in functions}
    # What is missing is told when it is asked for, as an attribute that is not there.
    return SimpleNamespace(
        **{
            f.name: getattr(modules[f.slug], f.name)
            for f in functions
            if hasattr(modules[f.slug], f.name)
        }
    )
