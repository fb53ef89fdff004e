"""The learner whose functions a run of pytest checks: which folder, which digits, and when it begins and ends."""

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coursekit.checks.stash import DATA, LEARNER
from coursekit.manifest import load_manifest
from coursekit.students_copy import is_copy
from coursekit.worker.launch import Launched, launch_plain

if TYPE_CHECKING:
    from coursekit.worker.learner import Learner


def start_learner(config: pytest.Config, slugs: list[str]) -> None:
    """Start a worker that imports what these lessons' modules need, before anything slow is imported here."""
    launched = launch_plain(folder_of(config), config.stash[DATA])
    config.stash[LEARNER] = _new_learner(config, launched)
    config.stash[LEARNER].prepare(slugs)


def learner_of(config: pytest.Config) -> "Learner":
    """Return the run's learner; make one where none was started."""
    if LEARNER not in config.stash:
        config.stash[LEARNER] = _new_learner(config)
    learner: Learner = config.stash[LEARNER]
    return learner


def folder_of(config: pytest.Config) -> Path:
    """Return the folder that holds the ``mnist_course/`` to be checked."""
    if config.option.solutions:
        if is_copy(config.rootpath):
            raise pytest.UsageError("--solutions: this copy of the course has no solutions.")
        return config.rootpath / "solutions"
    if config.option.learner:
        folder: Path = config.invocation_params.dir / config.option.learner
        if not (folder / "mnist_course").is_dir():
            raise pytest.UsageError(
                f"--learner {config.option.learner}: there is no folder mnist_course in it."
            )
        return folder
    return config.rootpath


def _new_learner(config: pytest.Config, launched: Launched | None = None) -> "Learner":
    from coursekit.worker.learner import Learner

    learner = Learner(folder_of(config), load_manifest(), config.stash[DATA], launched)
    # This process ends then. Without it, Python would look once more for garbage in all that was imported: 30 ms.
    config.add_cleanup(gc.freeze)
    config.add_cleanup(learner.stop)
    return learner
