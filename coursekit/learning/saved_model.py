"""The trained network that one lesson saves and later lessons use."""

from pathlib import Path
from typing import Any

from coursekit import mnist
from coursekit.learning.notebook import learner_folder
from coursekit.learning.pipeline import functions_of, train_network
from coursekit.manifest import ROOT, load_manifest

QUICK_EPOCHS = 10
"""Epochs when there is no saved model: on the sample 10 epochs at 0.1 reach 92 %, on full MNIST 97.9 %."""


def save_model(model: Any) -> None:
    """Save a trained Keras model under ``artifacts/``, for the lessons that come."""
    path = model_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    model.save(path)
    print(f"Saved as {path.relative_to(ROOT).as_posix()}")


def load_or_train() -> Any:
    """Return the model that an earlier lesson saved; train one with the notebook's own functions when there is none.

    Prints which of the two it does. The file is the learner's own: it is never one that somebody else sent.
    """
    import keras

    path = model_file()
    trainer = f"lesson {int(load_manifest().lesson('fit').number)}"
    if path.exists():
        print(f"Using the model that {trainer} saved: {path.relative_to(ROOT).as_posix()}")
        return keras.models.load_model(path)
    print(
        f"{trainer.capitalize()} has saved no model yet, so one is trained now: {QUICK_EPOCHS} epochs."
    )
    keras.utils.set_random_seed(42)
    functions = functions_of()
    digits, _ = functions.load_data()
    model = train_network(functions, digits, QUICK_EPOCHS, learning_rate=0.1).model
    save_model(model)
    return model


def model_file() -> Path:
    """Return the file for these digits and this folder's functions: the reference never overwrites the learner's."""
    folder = ROOT / "artifacts"
    if learner_folder() != ROOT:
        folder /= learner_folder().name
    return folder / f"model_{mnist.find().name}.keras"
