"""What a run of pytest keeps in its config for the course's plugin."""

from typing import TYPE_CHECKING

import pytest

from coursekit.checks.results import CheckResult

if TYPE_CHECKING:
    from coursekit.worker.learner import Learner
    from coursekit.worker.problems import Problem


RESULTS = pytest.StashKey[list[CheckResult]]()
"""What was found, as it comes."""

LEARNER: "pytest.StashKey[Learner]" = pytest.StashKey()
"""The session's learner. Whoever runs many sessions can bring one that lives on."""

BLOCKED: "pytest.StashKey[dict[str, Problem]]" = pytest.StashKey()
"""Functions, and files ("load_data.py"), that an earlier check could not use, and what is said of their checks now."""

DATA = pytest.StashKey[str]()
"""Which digits the run uses: "sample", "full", or the path of a file."""

UNEXPLAINED = pytest.StashKey[dict[str, tuple[int, bool]]]()
"""Functions whose first failure no rule explains: its place in the results, and whether its value speaks for a known mistake."""

TRIED = pytest.StashKey[list[BaseException]]()
"""There while checks are only tried, see `coursekit.checks.trials`: what they ended in."""
