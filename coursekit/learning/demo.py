"""``course demo``: the reference from loading to predicting, with its pictures under ``artifacts/demo/``."""

import contextlib
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from coursekit import mnist

_SLUGS = ("load_data", "visualize", "build_mlp", "compile", "fit", "evaluate", "predict")


def run_demo(root: Path, epochs: int, seed: int) -> None:
    """Load, split, build, train, evaluate and predict with the reference functions; print the seed's lines.

    Parameters
    ----------
    root
        The course folder; pictures go to ``artifacts/demo/`` in it.
    epochs
        How many times through the training digits.
    seed
        For Keras's and NumPy's random numbers.
    """
    console = Console()
    os.environ["MPLBACKEND"] = "Agg"
    found = mnist.find()
    console.print(f"Digits: {found.name} ({found.where})", highlight=False)
    with console.status("starting TensorFlow"), quiet():
        import keras

        reference = _reference(root)
    keras.utils.set_random_seed(seed)
    load, fit, predict = reference["load_data"], reference["fit"], reference["predict"]
    (images, labels), (test_images, y_test) = load.load_data()
    # 5,000 of 60,000 for validation, as many in proportion of a smaller file.
    train, valid = load.split_validation(load.scale_images(images), labels, len(images) // 12)
    X_test = load.scale_images(test_images)
    model = reference["compile"].compile_model(reference["build_mlp"].build_mlp())
    with _progress(console, model, epochs):
        history = fit.fit_model(model, train, valid, epochs=epochs)
    loss, accuracy = reference["evaluate"].evaluate_model(model, X_test, y_test)
    print(reference["evaluate"].describe_result(loss, accuracy))
    predicted = predict.predict_digits(model, X_test[:3])
    for guess, actual in zip(predicted, y_test[:3], strict=True):
        print(f"Predicted: {guess}, Actual: {actual}")
    pictures = {
        "digit.png": reference["visualize"].plot_digit(train[0][0], train[1][0]).figure,
        "learning_curves.png": fit.plot_learning_curves(history.history).figure,
        "predictions.png": predict.plot_predictions(X_test[:3], predicted, y_test[:3]),
    }
    folder = root / "artifacts" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in pictures.items():
        figure.savefig(folder / name, bbox_inches="tight")
    print(f"Pictures: {', '.join(f'artifacts/demo/{name}' for name in pictures)}")


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Send descriptor 2 nowhere: TensorFlow's C++ code logs to it, and no setting silences all of it."""
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _reference(root: Path) -> dict[str, Any]:
    """Import the reference modules, also where the learner's were imported before."""
    for name in [name for name in sys.modules if name.split(".")[0] == "mnist_course"]:
        del sys.modules[name]
    sys.path.insert(0, str(root / "solutions"))
    return {slug: importlib.import_module(f"mnist_course.{slug}") for slug in _SLUGS}


@contextlib.contextmanager
def _progress(console: Console, model: Any, epochs: int) -> Iterator[None]:
    """Show a bar while the model trains.

    `fit_model` has no place for callbacks, and the lesson's function should stay as short as it is. So the bar
    is hung into this one model's `fit`.
    """
    import keras

    columns = (
        TextColumn("training"),
        BarColumn(),
        TextColumn("epoch {task.completed} of {task.total}, accuracy {task.fields[accuracy]}"),
        TimeRemainingColumn(),
    )
    fit = model.fit
    with Progress(*columns, console=console) as progress:
        task = progress.add_task("training", total=epochs, accuracy="…")

        def show(epoch: int, logs: dict) -> None:
            progress.update(task, advance=1, accuracy=f"{logs['val_accuracy']:.2%}")

        callback = keras.callbacks.LambdaCallback(on_epoch_end=show)
        model.fit = lambda *args, **kwargs: fit(*args, **kwargs, verbose=0, callbacks=[callback])
        # 16 steps in one call of the graph: the same updates, with less waiting between them.
        model.steps_per_execution = 16
        try:
            yield
        finally:
            del model.fit
