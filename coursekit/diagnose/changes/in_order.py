"""All small changes of one function, the likely ones first."""

import ast
from collections.abc import Iterator

from coursekit.diagnose.changes.change import Change, together
from coursekit.diagnose.changes.expressions import EXPRESSION_CHANGES
from coursekit.diagnose.changes.names import NAME_CHANGES
from coursekit.diagnose.changes.statements import STATEMENT_CHANGES
from coursekit.diagnose.changes.written import Written
from coursekit.diagnose.syntax_tree import arguments_of, assigned, own_code, statements


def changes_of(
    function: ast.FunctionDef,
    line: int = 0,
    outside: frozenset[str] = frozenset(),
    cause: str = "",
) -> Iterator[Change]:
    """Go through the changes of a function in the order in which they are tried.

    Parameters
    ----------
    function
        Parsed, and part of its module.
    line
        Where an error happened: what changes this line, and what comes last before it, is tried first. 0 for none.
    outside
        The names that its file gives a value outside of functions: imports, functions and the like.
    cause
        What an error's words mean: in its line, what takes such a slip back goes first.
    """
    if not own_code(function):
        # All of it is its docstring, perhaps with the code inside.
        return
    if not function.lineno <= line <= (function.end_lineno or 0):
        # The error happened in another function, which this one calls.
        line = 0
    written = Written(function, outside)
    found = []
    for kind in (*STATEMENT_CHANGES, *NAME_CHANGES, *EXPRESSION_CHANGES):
        single = [*kind(written)]
        found += [*single, *together(single)]

    def order(change: Change) -> tuple[int, int]:
        """Put an error's own line before all others, whatever the slip. Of two alike, the kinds' order counts."""
        if not line:
            return change.likely, 0
        if change.kind == _SUITED.get(cause) and line == change.line:
            return -2, 0
        here = line in (change.line, *change.lines)
        far = min(abs(line - one) for one in (change.line, *change.lines))
        return (change.likely if here else 4 + change.likely), far

    found = [change for change in found if change.kind != _LUCK.get(cause)]
    own = {name for line in statements(own_code(function)) for name in assigned(line)}
    own -= {*arguments_of(function)}
    prune = not _used_too_early(function, own)
    for change in sorted(found, key=order):
        # What would use a name before any line above gives it a value needs no trial.
        with change.made():
            in_vain = prune and _used_too_early(function, own)
        if not in_vain:
            yield change


_SUITED = dict.fromkeys(
    ("number_has_no_places", "one_to_unpack", "too_many_indices"), "part_too_much"
)
"""The kind of change that takes back what leads to an error most often."""


_LUCK = {"negative_dimension": "stands_in_the_loop"}
"""The kind of change that takes an error away, and not its cause: of too many layers, it leaves one."""


def _used_too_early(function: ast.FunctionDef, own: set[str]) -> bool:
    """Whether a function uses one of its own variables above the first line that gives it a value."""
    later = {*own}
    for line in statements(own_code(function)):
        # What a block holds are lines of their own; only its first line counts here.
        parts = [value for name, value in ast.iter_fields(line) if name not in _BLOCKS]
        nodes = [node for part in parts for node in _nodes(part)]
        bound = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
        here = {*assigned(line)}
        used = {node.id for node in nodes if isinstance(node.ctx, ast.Load)} - (bound - here)
        if isinstance(line, ast.AugAssign):
            used |= here
        if used & later:
            return True
        later -= here
    return False


_BLOCKS = ("body", "orelse", "finalbody", "handlers")


def _nodes(part: ast.AST | list[ast.AST]) -> list[ast.Name]:
    parts = part if isinstance(part, list) else [part]
    found = [node for one in parts if isinstance(one, ast.AST) for node in ast.walk(one)]
    return [node for node in found if isinstance(node, ast.Name)]
