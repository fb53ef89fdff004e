"""A change of parsed code: what it sets, and what is said of it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from coursekit.diagnose.syntax_tree import assigned, own_code, short, statements

Set = tuple[ast.AST, str, Any]
"""A node, one of its fields, and what the field becomes."""


@dataclass(frozen=True)
class Change:
    """One change of a function.

    Attributes
    ----------
    kind
        Names the slip that it takes back: "sides_exchanged".
    says
        What to change, and why, for the learner.
    line
        Where.
    sets
        What it does to the tree.
    likely
        0 for slips that are made often and seen at once, 3 for the last that are tried.
    lines
        Where else it changes something.
    alike
        The same for changes that take back the same slip elsewhere: they are tried together, too. `says`, if not told.
    """

    kind: str
    says: str
    line: int
    sets: tuple[Set, ...]
    likely: int = 1
    lines: tuple[int, ...] = ()
    alike: str = ""

    def text(self, tree: ast.Module) -> str:
        """Return the code of the module with this change; the tree is as before afterwards."""
        before = [(node, field, getattr(node, field)) for node, field, _ in self.sets]
        for node, field, value in self.sets:
            setattr(node, field, value)
        try:
            return ast.unparse(tree)
        finally:
            for node, field, value in before:
                setattr(node, field, value)


def together(changes: list[Change]) -> Iterator[Change]:
    """Make one change of those that take back the same slip in several places."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.kind, change.alike or change.says), []).append(change)
    for group in groups.values():
        sets = tuple(part for change in group for part in change.sets)
        if len(group) > 1 and len({(id(node), field) for node, field, _ in sets}) == len(sets):
            lines = [change.line for change in group]
            yield replace(group[0], says=group[0].says + also(lines), sets=sets, lines=(*lines,))


def also(lines: list[int]) -> str:
    """Name the other lines that need the same as the first."""
    others = [f"line {line}" for line in dict.fromkeys(lines) if line != lines[0]]
    if not others:
        return " The same once more in this line." if len(lines) > 1 else ""
    return f" The same in {' and '.join(others)}."


@dataclass(frozen=True)
class Written:
    """A function as it was written: its tree, what stands in what, and the names that it knows."""

    function: ast.FunctionDef

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All nodes of its code, without the docstring and the first line."""
        return [node for part in own_code(self.function) for node in ast.walk(part)]

    @cached_property
    def statements(self) -> list[ast.stmt]:
        """Its statements, in order, with those inside of loops and conditions."""
        return [*statements(own_code(self.function))]

    @cached_property
    def parents(self) -> dict[ast.AST, tuple[ast.AST, str]]:
        """For each node the one that it stands in, and the field."""
        return {
            child: (node, field)
            for node in ast.walk(self.function)
            for field, value in ast.iter_fields(node)
            for child in (value if isinstance(value, list) else [value])
            if isinstance(child, ast.AST)
        }

    @cached_property
    def names(self) -> list[str]:
        """Its arguments, and the names that get a value in it."""
        arguments = [argument.arg for argument in self.function.args.args]
        stored = [name for node in self.statements for name in assigned(node)]
        return [*dict.fromkeys([*arguments, *stored])]

    def put(self, node: ast.AST, new: ast.AST | None) -> Set:
        """Return what sets another node in a node's place; None takes it out of its list."""
        parent, field = self.parents[node]
        value = getattr(parent, field)
        if not isinstance(value, list):
            return parent, field, new
        others = [] if new is None else [new]
        place = next(place for place, one in enumerate(value) if one is node)
        return parent, field, [*value[:place], *others, *value[place + 1 :]]

    def around(self, node: ast.AST) -> str:
        """Return the expression or the line that something stands in, for a sentence."""
        above, _ = self.parents[node]
        return short(above, 50)

    def calls(self) -> Iterator[ast.Call]:
        """Go through its calls."""
        return (node for node in self.nodes if isinstance(node, ast.Call))
