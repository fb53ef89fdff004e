"""``course demo``: the reference from loading to predicting, with its pictures under ``artifacts/demo/``."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from coursekit import mnist
from coursekit.learning.pipeline import functions_of, train_network
from coursekit.quiet import quiet
from coursekit.surroundings import own_keras
from coursekit.worker.names import PACKAGE


def run_demo(root: Path, epochs: int, seed: int, data: str | None = None) -> None:
    """Load, split, build, train, evaluate and predict with the reference functions; print the seed's lines.

    Parameters
    ----------
    root
        The course folder; pictures go to ``artifacts/demo/`` in it.
    epochs
        How many times through the training digits.
    seed
        For Keras's and NumPy's random numbers.
    data
        "sample", "full" or the path of an ``mnist.npz``; without it, what `coursekit.mnist.find` finds.
    """
    console = Console()
    os.environ["MPLBACKEND"] = "Agg"
    own_keras(os.environ)
    found = mnist.find(setting=data)
    console.print(f"Digits: {found.name} ({found.where})", highlight=False)
    with console.status("starting TensorFlow"), quiet():
        import keras

        reference = _reference(root)
    keras.utils.set_random_seed(seed)
    digits, (test_images, y_test) = mnist.load_found(found)
    X_test = reference.scale_images(test_images)
    training = train_network(
        reference, digits, epochs, around_fit=lambda model: _progress(console, model, epochs)
    )
    model, history = training.model, training.history
    print(reference.describe_result(*reference.evaluate_model(model, X_test, y_test)))
    predicted = reference.predict_digits(model, X_test[:3])
    for guess, actual in zip(predicted, y_test[:3], strict=True):
        print(f"Predicted: {guess}, Actual: {actual}")
    images, labels = training.train
    pictures = {
        "digit.png": reference.plot_digit(images[0], labels[0]).figure,
        "learning_curves.png": reference.plot_learning_curves(history.history).figure,
        "predictions.png": reference.plot_predictions(X_test[:3], predicted, y_test[:3]),
    }
    folder = root / "artifacts" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    for name, figure in pictures.items():
        figure.savefig(folder / name, bbox_inches="tight")
    print(f"Pictures: {', '.join(f'artifacts/demo/{name}' for name in pictures)}")


def _reference(root: Path) -> SimpleNamespace:
    """Import the reference's functions, also where the learner's were imported before."""
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]
    sys.path.insert(0, str(root / "solutions"))
    return functions_of()


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

        def show(epoch: int, logs: dict[str, Any]) -> None:
            progress.update(task, advance=1, accuracy=f"{logs['val_accuracy']:.2%}")

        callback = keras.callbacks.LambdaCallback(on_epoch_end=show)
        model.fit = lambda *args, **kwargs: fit(*args, **kwargs, verbose=0, callbacks=[callback])
        # 16 steps in one call of the graph: the same updates, with less waiting between them.
        model.steps_per_execution = 16
        try:
            yield
        finally:
            del model.fit
