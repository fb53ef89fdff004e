"""Libraries: imported before the learner's code, used once, and kept quiet."""

import gc
import importlib
import sys
from typing import Any

import numpy as np

from coursekit.worker.inside.describe import facts_of
from coursekit.worker.inside.questions import ask, predict
from coursekit.worker.inside.ready_made import NEW_FIGURES, make_axes, make_model, prepare
from coursekit.worker.inside.replaced_functions import (
    draw_without_a_window,
    keep_the_threads,
    serve_keras_the_same_digits,
)


def preload(modules: list[str], warm: bool) -> None:
    """Import libraries before the learner's code, so that its time limit does not pay for them."""
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError:
            continue
    if "tensorflow" in sys.modules or "keras" in sys.modules:
        serve_keras_the_same_digits()
        _plan_less()
        keep_the_threads()
    if "matplotlib" in sys.modules:
        draw_without_a_window()
    if warm:
        _warm_up()
    # What libraries are made of stays. To look for garbage in it again and again takes longer than a small training.
    gc.freeze()
    gc.set_threshold(20_000)
    gc.enable()


def close_old_figures(inputs: list[Any]) -> None:
    """Let pyplot forget earlier figures, unless the call draws on one of them, or one was made for this call."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None and not any(hasattr(value, "figure") for value in inputs):
        for number in pyplot.get_fignums():
            if number not in NEW_FIGURES:
                pyplot.close(number)
    NEW_FIGURES.clear()


def quieten_libraries() -> None:
    """Keep progress bars and TensorFlow's advice out of what the learner's own code prints."""
    if "keras" in sys.modules:
        import logging

        logging.getLogger("tensorflow").setLevel("ERROR")
        sys.modules["keras"].config.disable_interactive_logging()


def _warm_up() -> None:
    """Use the libraries once: much is set up at the first use of a network or a figure only."""
    import pandas

    images, labels = np.zeros((32, 28, 28), np.float32), np.zeros(32, np.uint8)
    model = make_model(compiled=True)
    model.fit(images, labels, validation_data=(images, labels), verbose=0)
    model.predict(images, verbose=0)
    ask(model, "loss", labels, predict(model, images))
    ask(model, "evaluate", images, labels)
    ask(model, "steps", images, labels)
    facts_of(model, "model")
    axes = make_axes()[0]
    axes.imshow(images[0])
    facts_of(pandas.Series(labels).value_counts().plot(ax=axes), "axes")
    NEW_FIGURES.clear()
    plain, compiled = make_model(), make_model(compiled=True)
    plain.predict(images, verbose=0)
    compiled.evaluate(images, labels, verbose=0)
    prepare(plain, compiled=False)
    prepare(compiled, compiled=True)


def _plan_less() -> None:
    """Keep TensorFlow from optimising each graph before it runs: for small trainings, that takes longer than it saves."""
    import tensorflow

    # Not only the networks' graphs: Keras makes another for its data at every epoch.
    tensorflow.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
