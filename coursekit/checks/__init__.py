"""Running checks and reporting what they found. What a lesson's checks need stands here, each loaded at its first use.

``from coursekit.checks import alike, in_words, recognised``: checks import from here alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coursekit.checks.blame import wait_for
    from coursekit.checks.comparing import alike, mean_loss
    from coursekit.checks.recognition import recognised
    from coursekit.checks.training import TrainingChecks, train_small_network
    from coursekit.checks.words import first_line, listed, named, without_batch
    from coursekit.worker.names import Code
    from coursekit.worker.problems import Contradiction, LearnerProblem
    from coursekit.worker.values import in_words

__all__ = [
    "Code",
    "Contradiction",
    "LearnerProblem",
    "TrainingChecks",
    "alike",
    "first_line",
    "in_words",
    "listed",
    "mean_loss",
    "named",
    "recognised",
    "train_small_network",
    "wait_for",
    "without_batch",
]

_HOME = {
    "Code": "coursekit.worker.names",
    "Contradiction": "coursekit.worker.problems",
    "LearnerProblem": "coursekit.worker.problems",
    "TrainingChecks": "coursekit.checks.training",
    "alike": "coursekit.checks.comparing",
    "first_line": "coursekit.checks.words",
    "in_words": "coursekit.worker.values",
    "listed": "coursekit.checks.words",
    "mean_loss": "coursekit.checks.comparing",
    "named": "coursekit.checks.words",
    "recognised": "coursekit.checks.recognition",
    "train_small_network": "coursekit.checks.training",
    "wait_for": "coursekit.checks.blame",
    "without_batch": "coursekit.checks.words",
}


def __getattr__(name: str) -> Any:
    """Load what a check asks for (PEP 562): the plugin's start must not wait for NumPy."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'coursekit.checks' has no attribute {name!r}")
