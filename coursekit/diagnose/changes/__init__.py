"""Small changes of a function: which of them repairs it is tried out in ``coursekit/checks/trials.py``.

Each kind of change is the reverse of a slip that beginners make, with a sentence that says what to do and why.
"""

from coursekit.diagnose.changes.change import Change
from coursekit.diagnose.changes.expressions import EXPRESSION_CHANGES
from coursekit.diagnose.changes.in_order import changes_of
from coursekit.diagnose.changes.names import NAME_CHANGES
from coursekit.diagnose.changes.statements import STATEMENT_CHANGES, lower_version

__all__ = [
    "EXPRESSION_CHANGES",
    "NAME_CHANGES",
    "STATEMENT_CHANGES",
    "Change",
    "changes_of",
    "lower_version",
]
