"""All small changes of one function, the likely ones first."""

import ast

from coursekit.diagnose.changes.change import Change, together
from coursekit.diagnose.changes.expressions import EXPRESSION_CHANGES
from coursekit.diagnose.changes.statements import STATEMENT_CHANGES
from coursekit.diagnose.changes.written import Written
from coursekit.diagnose.syntax_tree import own_code


def changes_of(function: ast.FunctionDef, line: int = 0) -> list[Change]:
    """Return the changes of a function in the order in which they are tried.

    Parameters
    ----------
    function
        Parsed, and part of its module.
    line
        Where an error happened: what changes this line, and what comes last before it, is tried first. 0 for none.
    """
    if not own_code(function):
        # All of it is its docstring, perhaps with the code inside.
        return []
    written = Written(function)
    found = []
    for kind in (*STATEMENT_CHANGES, *EXPRESSION_CHANGES):
        single = [*kind(written)]
        found += [*single, *together(single)]

    def order(change: Change) -> tuple[int, int]:
        """Put an error's own line before all others, whatever the slip. Of two alike, the kinds' order counts."""
        if not line:
            return change.likely, 0
        here = line in (change.line, *change.lines)
        return (change.likely if here else 4 + change.likely), abs(line - change.line)

    return sorted(found, key=order)
