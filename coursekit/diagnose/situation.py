"""What a diagnosis is made from: the problem as data, and the learner's source as a tree."""

import ast
import builtins
import warnings
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    calls_in,
    covers,
    own_code,
    span_of,
    statements,
)
from coursekit.manifest import Function
from coursekit.worker.names import Code
from coursekit.worker.problems import Problem

MAX_BYTES = 60_000
"""A longer file is not looked into: the longest module of the reference has 7,000 bytes."""

MAX_LINE = 2_000
"""Nor one with a longer line: a pattern that goes back and forth takes 13 seconds of one that has 60,000 colons, 0.02 of 2,000."""

MAX_NODES = 10_000
"""Nor one with more nodes: the reference's modules have up to 630. Each rule goes through them."""

Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True)
class Cause:
    """What a rule found: sentences that name the cause and what to do, and the line to look at (0: where it happened).

    `name` is for the rows of a table: elsewhere the rule's own name says it. `also` are the places of the same slip, which
    are told at once, not one after the other: "total in line 5".
    """

    says: str
    line: int = 0
    name: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One of the learner's files, which may be anything: it is parsed, never run."""

    file: str
    text: str

    @property
    def lines(self) -> list[str]:
        """Its lines as Python counts them, without their ends: other signs for a new line, such as U+2028, begin none."""
        return self.text.removesuffix("\n").split("\n")

    @cached_property
    def tree(self) -> ast.Module:
        """The parsed file; an empty one where Python can't read it."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(self.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ast.Module([], [])
        return tree if sum(1 for _ in ast.walk(tree)) <= MAX_NODES else ast.Module([], [])

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All nodes of the parsed file."""
        return list(ast.walk(self.tree))

    def definitions(self, name: str) -> list[ast.FunctionDef]:
        """Return what defines this function at the top level, in order: Python takes the last."""
        found = [node for node in self.tree.body if isinstance(node, ast.FunctionDef)]
        return [node for node in found if node.name == name]

    @cached_property
    def imported(self) -> dict[str, str]:
        """What each imported name stands for: ``{"np": "numpy", "Dense": "keras.layers.Dense"}``."""
        found = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    first = alias.name.partition(".")[0]
                    found[alias.asname or first] = alias.name if alias.asname else first
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    found[alias.asname or alias.name] = f"{node.module or ''}.{alias.name}"
        return found

    @cached_property
    def outside(self) -> frozenset[str]:
        """The names that get a value outside of functions: imports, functions, classes and variables."""
        body = self.tree.body
        made = (name for n in body for name in (getattr(n, "name", ""), *assigned(n)) if name)
        return frozenset((*self.imported, *made))

    def as_imported(self, home: str) -> str:
        """Write a library's name as the file calls it: np.random.default_rng."""
        for name, module in self.imported.items():
            if home.startswith(f"{module}."):
                return f"{name}{home[len(module) :]}"
        return home

    def dotted(self, node: ast.AST) -> str:
        """Return what a name with dots stands for: "numpy.random.rand" for ``np.random.rand``; empty for other nodes."""
        if isinstance(node, ast.Name):
            return self.imported.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            owner = self.dotted(node.value)
            return f"{owner}.{node.attr}" if owner else f".{node.attr}"
        return ""


@dataclass(frozen=True)
class Situation:
    """A problem, the file of the function that it is about, and the file in which it happened."""

    problem: Problem
    own: Source
    last: Source

    @property
    def code(self) -> Code:
        """What went wrong."""
        return self.problem.code

    @property
    def function(self) -> Function:
        """The course function that it is about."""
        return self.problem.function

    def field(self, name: str, default: Any = "") -> Any:
        """Return one of the problem's fields."""
        return self.problem.fields.get(name, default)

    @property
    def said(self) -> str:
        """What the exception, or Python's parser, said. Empty when the learner's own ``raise`` said it, or a check."""
        return str(self.field("said")) if self.error else ""

    @property
    def error(self) -> str:
        """The exception's type. Empty when the learner's own ``raise`` made it."""
        return "" if self.field("by_learner", False) else str(self.field("type"))

    @property
    def frame(self) -> dict[str, Any]:
        """The learner's innermost frame."""
        frames = self.field("frames", [])
        return frames[-1] if frames else {"line": 0, "span": [], "kinds": {}, "function": ""}

    @property
    def line(self) -> int:
        """The line at which it happened; 0 when none is known."""
        place = self.problem.place
        return int(self.frame["line"]) or (place.line if place else 0)

    def kind(self, name: str) -> str:
        """Return the type of the value that a name had there; empty when it is not known."""
        return str(self.frame["kinds"].get(name, {}).get("type", ""))

    def shape(self, name: str) -> list[int] | None:
        """Return the shape, or the length, of the value that a name had there."""
        found = self.frame["kinds"].get(name)
        return found["shape"] if found else None

    def nodes(self, kind: type[Node]) -> list[Node]:
        """Return the expression that was at work, if it is of this kind; where it is not known, all in its line."""
        span = self.frame["span"]
        found = [node for node in self.last.nodes if isinstance(node, kind)]
        if span:
            at_work = [node for node in self.last.nodes if span_of(node) == span]
            # Of a chain over several lines, Python names the last part: from its own line on.
            at_work = at_work or [
                node
                for node in self.last.nodes
                if isinstance(node, ast.Attribute | ast.Call) and span_of(node)[2:] == span[2:]
            ]
            # Where a loop can't begin, it is about what it goes through.
            at_work += [node.iter for node in at_work if isinstance(node, ast.For)]
            exact = [node for node in at_work if isinstance(node, kind)]
            if exact or kind is not ast.stmt:
                return exact
        return [node for node in found if covers(node, self.line)]

    @cached_property
    def definition(self) -> ast.FunctionDef | None:
        """The course function's own definition, the one that Python takes."""
        found = self.own.definitions(self.function.name)
        return found[-1] if found else None

    @property
    def running(self) -> ast.FunctionDef | None:
        """The innermost function whose line it was."""
        found = [
            node
            for node in self.last.nodes
            if isinstance(node, ast.FunctionDef) and covers(node, self.line)
        ]
        return found[-1] if found else None

    def calls_of(self, method: str) -> list[ast.Call]:
        """Return the calls of this method at work; after a check's demand, those in the function."""
        nodes: list[ast.Call] = []
        if self.code is Code.EXCEPTION and self.last.file == self.own.file:
            nodes = self.nodes(ast.Call)
        elif self.definition is not None:
            nodes = [*calls_in(self.definition)]
        return [n for n in nodes if isinstance(n.func, ast.Attribute) and n.func.attr == method]

    @property
    def wrong_result(self) -> bool:
        """Whether the function came to its end, and gave something else than a check wants."""
        return self.code in (Code.DEMAND, Code.WRONG_KIND)

    @property
    def was_called(self) -> bool:
        """Whether the function was called: it stopped with an error, or gave something else than a check wants."""
        return self.wrong_result or self.code is Code.EXCEPTION

    @property
    def loops(self) -> list[ast.For | ast.While]:
        """The loops of the course function, without those of functions inside it."""
        body = statements(own_code(self.definition)) if self.definition else ()
        return [node for node in body if isinstance(node, ast.For | ast.While)]

    @property
    def unknown_name(self) -> str:
        """The name that Python did not know; empty after another problem."""
        is_about_it = self.code in (Code.EXCEPTION, Code.IMPORT) and self.error == "NameError"
        return str(self.field("name")) if is_about_it else ""

    def around(self, name: str) -> list[ast.AST]:
        """Return the nodes that this name stands in, where it was at work."""
        names = [node for node in self.nodes(ast.Name) if node.id == name]
        nodes = self.last.nodes
        return [node for node in nodes if any(n in names for n in ast.iter_child_nodes(node))]

    def variable_of(self, name: str) -> str:
        """Return the function, not the one at work, that has a variable of this name; empty when none has."""
        for node in self.last.nodes:
            if not isinstance(node, ast.FunctionDef) or node is self.running:
                continue
            if any(name in assigned(line) for line in statements(node.body)):
                return node.name
        return ""

    @property
    def unknown_names(self) -> list[ast.Name]:
        """The names in the function at work to which nothing gives a value, in it or at the top of the file, in the order of their lines."""
        # With the function around it, where it stands in another.
        around = [node for n in self.last.tree.body if covers(n, self.line) for node in ast.walk(n)]
        known = {
            *dir(builtins),
            *self.last.outside,
            *(n.id for n in around if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)),
            *(n.name for n in around if isinstance(n, ast.FunctionDef | ast.ClassDef)),
            *(n.arg for n in around if isinstance(n, ast.arg)),
        }
        inside = [*ast.walk(self.running)] if self.running else []
        unknown = [n for n in inside if isinstance(n, ast.Name) and n.id not in known]
        return sorted(unknown, key=lambda node: node.lineno)

    def value_of(self, node: ast.expr) -> ast.expr:
        """Return what a name was last given in the function at work; another expression is its own value."""
        if isinstance(node, ast.Name) and self.running is not None:
            above = [n for n in statements(self.running.body) if n.lineno < self.line]
            lines = [n for n in above if node.id in assigned(n)]
            if lines and isinstance(lines[-1], ast.Assign):
                return lines[-1].value
        return node

    @property
    def arguments(self) -> str:
        """The course function's arguments, for a message: "images, labels, n_valid"."""
        return ", ".join(arguments_of(self.definition))


def situation_of(problem: Problem, folder: Path) -> Situation:
    """Read the files that a problem is about from the folder that holds ``mnist_course/``."""
    own = read_source(folder, problem.function.file)
    place = problem.place
    last = read_source(folder, place.file) if place and place.file != own.file else own
    return Situation(problem, own, last)


def read_source(folder: Path, file: str) -> Source:
    """Read one of the learner's files. What is no ordinary file, too long or no text, is empty."""
    path = folder / file
    try:
        # A link or a pipe is nothing to read from: submissions hold what they like.
        inside = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
        if inside and path.stat().st_size <= MAX_BYTES:
            source = Source(file, path.read_text(encoding="utf-8"))
            if max(map(len, source.lines), default=0) <= MAX_LINE:
                return source
    except (OSError, ValueError):
        pass
    return Source(file, "")
