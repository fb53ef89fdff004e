"""What the lessons' notebooks and the course's own files know: names that a learner may take for known everywhere."""

import ast
import json
import re
from functools import cache

from coursekit.manifest import ROOT, Function, load_manifest
from coursekit.source import STUBS

HELPERS = ("check", "hint", "drawing_pad", "load_or_train", "save_model")
"""What `coursekit` gives to notebooks alone."""


@cache
def notebook_names() -> frozenset[str]:
    """Return the variables that the cells of any lesson's notebook make."""
    found: set[str] = set()
    for lesson in load_manifest().lessons:
        path = ROOT / lesson.notebook
        if path.is_file():
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                if cell["cell_type"] == "code":
                    found |= _assigned_in("".join(cell["source"]))
    return frozenset(found)


@cache
def imports_of_the_stub(function: Function) -> dict[str, str]:
    """Return what the function's file imports when it is fresh: name -> line."""
    imports = [
        node for node in _reference(function) if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    return {
        (alias.asname or alias.name): ast.unparse(node) for node in imports for alias in node.names
    }


@cache
def words_of_the_reference(function: Function) -> frozenset[str]:
    """Return the words of the function in the reference: its docstring's and its variables."""
    found = [node for node in _reference(function) if getattr(node, "name", "") == function.name]
    return frozenset(word for node in found for word in re.findall(r"\w+", ast.unparse(node)))


def _reference(function: Function) -> list[ast.stmt]:
    for folder in ("solutions", STUBS):
        path = ROOT / folder / "mnist_course" / f"{function.slug}.py"
        if path.is_file():
            return ast.parse(path.read_text(encoding="utf-8")).body
    return []


def _assigned_in(code: str) -> set[str]:
    lines = [line for line in code.splitlines() if not line.startswith(("%", "!"))]
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:
        return set()
    stored = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    return {node.id for node in stored if isinstance(node.ctx, ast.Store)}
