"""``course page``: the learner's network in one HTML file, which needs no network and no Python."""

import base64
import hashlib
import importlib
import json
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from string import Template
from typing import Any

import numpy as np

from coursekit import mnist
from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.learning.error_sentences import sentence
from coursekit.learning.saved_model import model_file
from coursekit.manifest import ROOT, load_manifest
from coursekit.quiet import quiet
from coursekit.surroundings import own_keras

HERE = Path(__file__).with_name("drawing")
CLOSE = 1e-3
"""How far the page's probabilities may be from the network's: float32 sums differ by about 1e-6."""


def write_page(out: Path) -> None:
    """Write the page with the weights that `export_weights` takes from the network that was saved.

    Raises
    ------
    CourseError
        When there is no saved network, no `export_weights`, or when its weights are not the network's. The
        message says what to do.
    """
    file = model_file()
    if not file.exists():
        fit = load_manifest().lesson("fit")
        raise CourseError(
            f"There is no trained network yet: {file.relative_to(ROOT).as_posix()} is missing.\n"
            f"→ Run the notebook {fit.notebook} to its end: it trains one and saves it."
        )
    own_keras(os.environ)
    export_weights = _export_weights()
    with quiet():
        import keras

        model = keras.models.load_model(file)
    page = page_of(model, export_weights)
    write_atomically(out, page)


def page_of(model: Any, export_weights: Callable[..., Any]) -> str:
    """Return the page for a network: images of shape (n, 28, 28) -> probabilities of shape (n, 10)."""
    try:
        weights = export_weights(model)
    except Exception as error:
        raise CourseError(sentence(error, "export_weights", "try again")) from error
    arrays = _arrays(weights)
    _expect_same(arrays, model)
    texts = [base64.b64encode(array.tobytes()).decode() for array in arrays]
    layers = [{"kernel": k, "bias": b} for k, b in zip(texts[::2], texts[1::2], strict=True)]
    css, js = _joined("pad.css", "page.css"), _joined("pad.js", "network.js", "page.js")
    return Template(_joined("page.html")).substitute(
        css=css,
        css_hash=_hash(css),
        js=js,
        js_hash=_hash(js),
        layers=json.dumps(layers),
        weights=f"{sum(array.size for array in arrays):,}",
    )


def _export_weights() -> Callable[..., Any]:
    lesson = load_manifest().lesson("handwriting")
    file = f"mnist_course/{lesson.slug}.py"
    try:
        module = importlib.import_module(f"mnist_course.{lesson.slug}")
    except Exception as error:
        raise CourseError(sentence(error, file, "try again")) from error
    if not hasattr(module, "export_weights"):
        advice = f"→ Write it as lesson {lesson.number} asks: {lesson.notebook}"
        raise CourseError(f"{file} has no function export_weights.\n{advice}")
    function: Callable[..., Any] = module.export_weights
    return function


def _arrays(weights: Any) -> list[np.ndarray]:
    """Return kernel, bias, kernel, bias …, when they lead from 784 pixels to 10 digits."""
    asked = "→ It must give a dict of arrays: each layer's kernel and its bias, from the first layer to the last"
    if not isinstance(weights, dict):
        raise CourseError(f"export_weights gave {type(weights).__name__}.\n{asked}.")
    try:
        arrays = [np.asarray(array, "<f4") for array in weights.values()]
    except (TypeError, ValueError):
        raise CourseError(f"export_weights gave what is no array of numbers.\n{asked}.") from None
    widths = [784, *(bias.size for bias in arrays[1::2])]
    needed = [shape for pair in pairwise(widths) for shape in (pair, pair[1:])]
    shapes = [array.shape for array in arrays]
    if shapes != needed or widths[-1] != 10:
        seen = ", ".join(map(str, shapes)) or "none"
        raise CourseError(
            f"export_weights gave arrays with these shapes: {seen}. They don't lead from 784 pixels to 10 digits.\n"
            f"{asked}: (784, 300), (300,), … (100, 10), (10,) for the network of lesson 3."
        )
    return arrays


def _expect_same(arrays: list[np.ndarray], model: Any) -> None:
    """Check on real digits that the page would say what the network says."""
    images = mnist.load_data()[1][0][:100].astype("float32") / 255
    values = images.reshape(-1, 784)
    for kernel, bias in zip(arrays[::2], arrays[1::2], strict=True):
        sums = values @ kernel + bias
        values = np.maximum(sums, 0)
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    apart = np.abs(powers / powers.sum(axis=1, keepdims=True) - np.asarray(model(images))).max()
    if not apart <= CLOSE:
        raise CourseError(
            f"With the weights of export_weights, the page's probabilities are {apart:.2g} away from your network's.\n"
            "→ Give the weights as they are, in the order of the layers. The page knows networks as in lesson 3: "
            "pixels from 0 to 1, hidden layers with relu, softmax at the end."
        )


def _joined(*names: str) -> str:
    return "".join((HERE / name).read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
