"""A change of parsed code: what it sets, and what is said of it."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

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
        0 for slips that are made often and seen at once, 8 for the last that are tried.
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

    @contextmanager
    def made(self) -> Iterator[None]:
        """Change the tree; it is as before afterwards."""
        before = [(node, field, getattr(node, field)) for node, field, _ in self.sets]
        for node, field, value in self.sets:
            setattr(node, field, value)
        try:
            yield
        finally:
            for node, field, value in before:
                setattr(node, field, value)

    def text(self, tree: ast.Module) -> str:
        """Return the code of the module with this change."""
        with self.made():
            return ast.unparse(tree)


def together(changes: list[Change]) -> Iterator[Change]:
    """Make one change of those that take back the same slip in several places."""
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault((change.kind, change.alike or change.says), []).append(change)
    for group in groups.values():
        sets = _merged([part for change in group for part in change.sets])
        if len(group) > 1 and sets:
            lines = [change.line for change in group]
            yield replace(group[0], says=group[0].says + also(lines), sets=sets, lines=(*lines,))


def _merged(parts: list[Set]) -> tuple[Set, ...]:
    """Make one of what sets several things of one list; return nothing where two set the same."""
    merged: dict[tuple[int, str], Set] = {}
    for node, field, value in parts:
        old, new = getattr(node, field), value
        if (id(node), field) in merged:
            before = merged[id(node), field][2]
            if not isinstance(old, list) or not len(old) == len(new) == len(before):
                return ()
            rows = [*zip(old, before, new, strict=True)]
            if any(one is not was and other is not was for was, one, other in rows):
                return ()
            new = [one if one is not was else other for was, one, other in rows]
        merged[id(node), field] = node, field, new
    return (*merged.values(),)


def also(lines: list[int]) -> str:
    """Name the other lines that need the same as the first."""
    others = [f"line {line}" for line in dict.fromkeys(lines) if line != lines[0]]
    if not others:
        return " The same once more in this line." if len(lines) > 1 else ""
    return f" The same in {' and '.join(others)}."
