"""Running checks and reporting what they found. What a lesson's checks need stands here, each loaded at its first use.

``from coursekit.checks import alike, in_words, recognised``: checks import from here alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursekit.checks.comparing import UNBOUNDED, alike, clear_cut, mean_loss, shades_of
    from coursekit.checks.proof_of_training import MAX_ERROR, STEPS, KnownStart
    from coursekit.checks.recognition import recognised
    from coursekit.checks.training_checks import TrainingChecks, train_small_network
    from coursekit.checks.waits_for_another import wait_for
    from coursekit.checks.words import first_line, listed, named, without_batch
    from coursekit.checks.wrong_ways import fitting
    from coursekit.worker.dense_networks import (
        cosines,
        descended,
        fresh_weights,
        gradients,
        relative_errors,
    )
    from coursekit.worker.names import Code
    from coursekit.worker.problems import Contradiction, LearnerProblem
    from coursekit.worker.values import in_words

__all__ = [
    "MAX_ERROR",
    "STEPS",
    "UNBOUNDED",
    "Code",
    "Contradiction",
    "KnownStart",
    "LearnerProblem",
    "TrainingChecks",
    "alike",
    "clear_cut",
    "cosines",
    "descended",
    "first_line",
    "fitting",
    "fresh_weights",
    "gradients",
    "in_words",
    "listed",
    "mean_loss",
    "named",
    "recognised",
    "relative_errors",
    "shades_of",
    "train_small_network",
    "wait_for",
    "without_batch",
]

_HOME = {
    "MAX_ERROR": "coursekit.checks.proof_of_training",
    "STEPS": "coursekit.checks.proof_of_training",
    "UNBOUNDED": "coursekit.checks.comparing",
    "Code": "coursekit.worker.names",
    "Contradiction": "coursekit.worker.problems",
    "KnownStart": "coursekit.checks.proof_of_training",
    "LearnerProblem": "coursekit.worker.problems",
    "TrainingChecks": "coursekit.checks.training_checks",
    "alike": "coursekit.checks.comparing",
    "clear_cut": "coursekit.checks.comparing",
    "first_line": "coursekit.checks.words",
    "fitting": "coursekit.checks.wrong_ways",
    "cosines": "coursekit.worker.dense_networks",
    "descended": "coursekit.worker.dense_networks",
    "relative_errors": "coursekit.worker.dense_networks",
    "fresh_weights": "coursekit.worker.dense_networks",
    "gradients": "coursekit.worker.dense_networks",
    "in_words": "coursekit.worker.values",
    "listed": "coursekit.checks.words",
    "mean_loss": "coursekit.checks.comparing",
    "named": "coursekit.checks.words",
    "recognised": "coursekit.checks.recognition",
    "shades_of": "coursekit.checks.comparing",
    "train_small_network": "coursekit.checks.training_checks",
    "wait_for": "coursekit.checks.waits_for_another",
    "without_batch": "coursekit.checks.words",
}


def __getattr__(name: str) -> Any:
    """Load what a check asks for (PEP 562): the plugin's start must not wait for NumPy."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'coursekit.checks' has no attribute {name!r}")
