"""The tables of the rules tell the truth about the installed libraries.

Each row of `words_of_errors._TABLE` is reached by real code, which stands in ``diagnose/errors.txt``, one line each: the cause, and
what raises the error. Each row of `OLD_WAYS` names something that the installed versions do not have, and something that
they do have.
"""

import importlib
import inspect
import io
import re
import urllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coursekit.diagnose.library_names import HOMES
from coursekit.diagnose.rules import words_of_errors
from coursekit.diagnose.rules.old_ways import OLD_WAYS
from coursekit.diagnose.situation import Situation, Source
from coursekit.manifest import load_manifest
from coursekit.worker.inside.exceptions import describe_error
from coursekit.worker.names import Code
from coursekit.worker.problems import Problem

ERRORS = [
    tuple(line.split(": ", 1))
    for line in (Path(__file__).parent / "diagnose" / "errors.txt").read_text("utf-8").splitlines()
]
MODULES = [way for way in OLD_WAYS if way.name[0] != "." and way.name[-1] != "="]
ATTRIBUTES = [way for way in OLD_WAYS if way.name[0] == "."]
ARGUMENTS = [way for way in OLD_WAYS if way.name[-1] == "="]


def _names():
    """Return what the code of a line may use: libraries, pictures with their labels, and what is drawn on."""
    import keras
    import matplotlib.pyplot as plt
    from PIL import Image

    frozen = np.ones(3)
    frozen.setflags(write=False)
    fig, ax = plt.subplots()
    return {
        **{"np": np, "pd": pd, "plt": plt, "keras": keras, "Image": Image, "urllib": urllib},
        **{"images": np.ones((5, 28, 28), "uint8"), "labels": np.array([7, 2, 1, 0, 4])},
        **{"frozen": frozen, "fig": fig, "ax": ax, "rng": np.random.default_rng(0)},
    }


def _network(loss):
    import keras

    layers = keras.layers
    network = keras.Sequential(
        [keras.Input((28, 28)), layers.Flatten(), layers.Dense(10, activation="softmax")]
    )
    if loss:
        network.compile(loss=loss, optimizer="sgd", metrics=["accuracy"])
    return network


LOSSES = {
    "model": "sparse_categorical_crossentropy",
    "categorical": "categorical_crossentropy",
    "uncompiled": "",
}


@pytest.fixture
def names(monkeypatch, code):
    """Return what a line may use; networks only where it names them, for each takes its time."""
    import matplotlib.pyplot as plt

    monkeypatch.setattr("sys.stdin", io.StringIO())
    networks = {name: _network(loss) for name, loss in LOSSES.items() if name in code}
    yield _names() | networks
    plt.close("all")


@pytest.fixture(scope="module")
def objects():
    """Return an object of each kind that once had more, under the names that sentences use."""
    import keras
    import matplotlib
    import matplotlib.pyplot as plt
    import tensorflow as tf
    from PIL import Image, ImageDraw, ImageFont

    known = _names()
    model, convolution = _network(LOSSES["model"]), keras.layers.Conv2D(2, 3)
    convolution(keras.Input((9, 9, 1)))
    labels, picture = known["labels"], Image.new("L", (2, 2))
    yield known | {
        **{"tf": tf, "matplotlib": matplotlib, "model": model, "optimizer": model.optimizer},
        **{"dense": model.layers[-1], "convolution": convolution, "x": labels, "a": labels},
        **{"s": pd.Series(labels), "series": pd.Series(labels), "picture": picture},
        **{"table": pd.DataFrame({"loss": [0.5]}), "font": ImageFont.load_default()},
        **{"draw": ImageDraw.Draw(picture)},
    }
    plt.close("all")


def _cause(error):
    function = load_manifest().functions["scale_images"]
    problem = Problem(Code.EXCEPTION, function, describe_error(error, Path(__file__).parent))
    return words_of_errors.words_of_the_error(Situation(problem, Source("", ""), Source("", "")))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("cause", "code"), ERRORS, ids=lambda text: text[:60])
def test_an_error_of_the_library_is_known_by_its_row(cause, code, names):
    with pytest.raises(Exception) as raised:  # noqa: PT011 - which one it is, the row says.
        exec(code, names)
    found = _cause(raised.value)
    assert found, raised.value
    assert found.name == cause, raised.value
    assert not re.search(r"\{\d*\}|\ba [aeio]| [.,](?!\w)|^\(", found.says), found.says


def test_each_row_is_reached_by_a_real_error():
    assert {entry.cause for entry in words_of_errors._TABLE} == {cause for cause, _ in ERRORS}


def _find(name):
    """Return what a name with dots stands for."""
    parts = name.split(".")
    for n in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:n]))
        except ModuleNotFoundError:
            continue
        for part in parts[n:]:
            found = getattr(found, part)
        return found
    raise ModuleNotFoundError(name)


STILL_THERE = {
    "keras.optimizers.legacy": "keras.optimizers.legacy.SGD()",
    "tensorflow.python.keras": "from tensorflow.python.keras.layers import Dense; keras.Sequential([Dense(3)])",
    "tensorflow.compat.v1.train": "model.compile(tf.compat.v1.train.AdamOptimizer(0.1))",
}
"""Names that can be imported, and what fails with them."""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("way", MODULES, ids=lambda way: way.name)
def test_an_old_module_is_gone(way, objects):
    if code := STILL_THERE.get(way.name):
        with pytest.raises((ImportError, ValueError)):
            exec(code, objects)
        return
    with pytest.raises((ImportError, AttributeError)):
        _find(way.name)


OWNERS = (
    *("model", "convolution", "dense", "optimizer", "a", "s", "table"),
    *("rng", "ax", "fig", "picture", "draw", "font"),
)
ELSEWHERE = {".output_shape": "model", ".sort": "a"}
"""Names that one kind of object has, and others once had."""


@pytest.mark.parametrize("home", HOMES.values())
def test_a_name_stands_where_it_is_said_to_stand(home):
    assert _find(home) is not None


@pytest.mark.parametrize("way", ATTRIBUTES, ids=lambda way: way.name)
def test_an_old_attribute_is_gone(way, objects):
    having = {owner for owner in OWNERS if hasattr(objects[owner], way.name[1:])}
    assert having <= {ELSEWHERE.get(way.name)}


CALLS = {
    "keras.optimizers.SGD": {"lr=": {}},
    "model.fit": {
        **{"nb_epoch=": {}, "samples_per_epoch=": {}, "nb_val_samples=": {}, "workers=": {}},
        **{"use_multiprocessing=": {}, "max_queue_size=": {}, "max_q_size=": {}},
    },
    "model.compile": {
        "show_accuracy=": {},
        "class_mode=": {},
        "experimental_steps_per_execution=": {},
    },
    "keras.layers.Dense": {
        **{"output_dim=": {}, "init=": {"units": 3}, "batch_input_shape=": {"units": 3}},
        **{"W_regularizer=": {"units": 3}, "b_regularizer=": {"units": 3}},
    },
    "keras.layers.Conv2D": {
        name: {"filters": 3, "kernel_size": 3}
        for name in (
            "border_mode=",
            "subsample=",
            "nb_filter=",
            "nb_row=",
            "nb_col=",
            "dim_ordering=",
        )
    },
    "keras.layers.Dropout": {"p=": {}},
    "s.to_csv": {"line_terminator=": {}},
    "keras.Model": {"input=": {}, "output=": {}},
    "ax.grid": {"b=": {}},
    "plt.subplot": {"axisbg=": {}},
    "ax.hist": {"normed=": {"x": [1, 2]}},
}
"""A call of today's that does not take the old argument, and what it needs beside it."""


@pytest.mark.parametrize("way", ARGUMENTS, ids=lambda way: way.name)
def test_an_old_argument_is_rejected(way, objects):
    call = next(call for call, rejects in CALLS.items() if way.name in rejects)
    arguments = {**CALLS[call][way.name], way.name[:-1]: 1}
    with pytest.raises((TypeError, ValueError, AttributeError)) as raised:
        eval(call, objects)(**arguments)
    word, now = way.name[:-1], way.now.partition("=")[0].strip("`")
    assert word in str(raised.value) or f"'{now}'" in str(raised.value)
    if "=…" not in way.now:
        return
    new = _find("keras.Input") if "keras.Input" in way.now else eval(call, objects)
    new = _find("matplotlib.axes.Axes") if call == "plt.subplot" else new
    if call == "keras.Model":  # It takes anything, and looks at it itself.
        new(**{f"{name}s": getattr(objects["model"], f"{name}s") for name in ("input", "output")})
        return
    assert now in inspect.signature(new).parameters


@pytest.mark.parametrize("way", OLD_WAYS, ids=lambda way: way.name)
def test_what_to_write_now_is_there(way, objects):
    if way.now.startswith("nothing: "):
        return
    known = dict(objects)
    layer = "dense" if way.now == "layer.units" else "convolution"
    for piece in re.findall(r"`([^`]+)`", way.now) or [way.now]:
        if piece.startswith(("from ", "import ")):
            exec(piece, known)
        for dotted in re.findall(r"(?<![\w.\"'])[A-Za-z]\w*(?:\.\w+)+", piece):
            if not piece.startswith("from "):
                eval(dotted, known | {"layer": known[layer]})
        for attribute in re.findall(r"^\.(\w+)", piece):
            assert any(hasattr(known[owner], attribute) for owner in OWNERS), piece


def test_the_table_is_long():
    """What was found to be wrong was deleted; a table that has shrunk to a few rows would say that something is broken."""
    assert len(OLD_WAYS) >= 60
