"""The tables of CONTRIBUTING.md that are made from the code: what a check can use, and what a function can return."""

import ast
from collections.abc import Iterator
from pathlib import Path

from coursekit.authoring.course_files import between_marks, text_of
from coursekit.source import definitions
from coursekit.worker.kind_names import KIND_NAMES

_LEARNER = ("changed_input", "inputs_after", "new_model", "new_axes")
"""What a check uses of the learner beside the functions."""


def build_tables(root: Path) -> dict[Path, str]:
    """Return what CONTRIBUTING.md should say: its tables stand between marks. Nothing where there is no such file."""
    path = root / "CONTRIBUTING.md"
    text = text_of(path)
    for mark, lines in (("fixtures", _fixtures(root)), ("returns", _returns())):
        text = between_marks(text, mark, lines)
    return {path: text} if text else {}


def _returns() -> Iterator[str]:
    yield "| `returns` | a call must give |"
    yield "|---|---|"
    for kind, words in KIND_NAMES.items():
        yield f"| `{kind}` | {'anything but None' if kind == 'value' else words} |"
    yield "| `any` | anything, also None |"


def _fixtures(root: Path) -> Iterator[str]:
    yield "| in a check | what it is |"
    yield "|---|---|"
    checks = root / "coursekit" / "checks"
    fixtures = ast.parse(text_of(checks / "fixtures.py"))
    for name, node in definitions(fixtures).items():
        if isinstance(node, ast.FunctionDef):
            yield f"| `{name}` | {_first(ast.get_docstring(node))} |"
        if name == "learner":
            learner = ast.parse(text_of(root / "coursekit/worker/learner.py"))
            yield from _members("learner", definitions(learner)["Learner"], _LEARNER)
    digits = definitions(fixtures)["Digits"]
    yield from _members("digits", digits, ("scaled",))
    homes = definitions(ast.parse(text_of(checks / "__init__.py")))["_HOME"]
    assert isinstance(homes, ast.Assign)
    for name, module in sorted(ast.literal_eval(homes.value).items()):
        found = definitions(ast.parse(text_of(root / f"{module.replace('.', '/')}.py"))).get(name)
        if isinstance(found, ast.FunctionDef | ast.ClassDef):
            yield f"| `{name}{_arguments(found)}` | {_first(ast.get_docstring(found))} |"


def _members(owner: str, cls: ast.stmt, wanted: tuple[str, ...]) -> Iterator[str]:
    """Yield the rows of methods, and of attributes whose docstring stands behind them."""
    nodes = [*ast.walk(cls)]
    said = {
        node.name: ast.get_docstring(node) for node in nodes if isinstance(node, ast.FunctionDef)
    }
    for block in nodes:
        body = getattr(block, "body", None) if isinstance(block, ast.FunctionDef) else None
        for before, node in zip(body or [], (body or [])[1:], strict=False):
            if isinstance(before, ast.Assign | ast.AnnAssign) and isinstance(node, ast.Expr):
                target = before.targets[0] if isinstance(before, ast.Assign) else before.target
                if isinstance(target, ast.Attribute) and isinstance(node.value, ast.Constant):
                    said[target.attr] = str(node.value.value)
    calls = {
        node.name: _arguments(node)
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        and not any(getattr(mark, "id", "") == "property" for mark in node.decorator_list)
    }
    for name in wanted:
        yield f"| `{owner}.{name}{calls.get(name, '')}` | {_first(said[name])} |"


def _arguments(node: ast.stmt) -> str:
    """Return the names of a function's arguments in brackets; nothing for a class."""
    if not isinstance(node, ast.FunctionDef):
        return ""
    names = [argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)]
    return f"({', '.join(name for name in names if name != 'self')})"


def _first(docstring: str | None) -> str:
    """Return a docstring's first paragraph, in a line."""
    return " ".join((docstring or "").partition("\n\n")[0].split()).replace("``", "`")
