"""A function as it was written, for what changes it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from coursekit.diagnose.changes.change import Set
from coursekit.diagnose.syntax_tree import arguments_of, assigned, own_code, short, statements


@dataclass(frozen=True)
class Written:
    """A function as it was written: its tree, what stands in what, the names that it knows, and those of its file."""

    function: ast.FunctionDef
    outside: frozenset[str] = frozenset()

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
    def arguments(self) -> list[str]:
        """Its arguments."""
        return arguments_of(self.function)

    @cached_property
    def names(self) -> list[str]:
        """Its arguments, and the names that get a value in it."""
        stored = [name for node in self.statements for name in assigned(node)]
        return [*dict.fromkeys([*self.arguments, *stored])]

    def put(self, node: ast.AST, new: ast.AST) -> Set:
        """Return what sets another node in a node's place."""
        parent, field = self.parents[node]
        value = getattr(parent, field)
        if not isinstance(value, list):
            return parent, field, new
        place = next(place for place, one in enumerate(value) if one is node)
        return parent, field, [*value[:place], new, *value[place + 1 :]]

    def around(self, node: ast.AST) -> str:
        """Return the expression or the line that something stands in, for a sentence."""
        above, _ = self.parents[node]
        return short(above, 50)

    def calls(self) -> Iterator[ast.Call]:
        """Go through its calls."""
        return (node for node in self.nodes if isinstance(node, ast.Call))
