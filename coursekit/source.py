"""Text of Python as data: what a module defines, found without running it, and the stub of a reference module."""

import ast
import re
from pathlib import Path

from coursekit.errors import CourseError
from coursekit.manifest import Lesson


def definitions(tree: ast.Module) -> dict[str, ast.stmt]:
    """Return the last definition of, or assignment to, each name of a module, in their order."""
    found: dict[str, ast.stmt] = {}
    for node in tree.body:
        names = []
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        for name in names:
            found.pop(name, None)
            found[name] = node
    return found


def unwritten(source: str, name: str) -> int:
    """Return the line of a function whose body is still the stub's, a docstring and a raise; 0 when there is none."""
    try:
        function = definitions(ast.parse(source)).get(name)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return 0
    if not isinstance(function, ast.FunctionDef):
        return 0
    body = (
        function.body[1:] if ast.get_docstring(function, clean=False) is not None else function.body
    )
    stub = [ast.unparse(statement) for statement in body] == ["raise NotImplementedError"]
    return function.lineno if stub else 0


def only_defines(source: str, name: str) -> bool:
    """Whether a module only imports, and defines functions as they stand there, `name` once: nothing takes its place."""
    names = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names += [alias.asname or alias.name for alias in node.names]
        elif isinstance(node, ast.FunctionDef) and not node.decorator_list:
            names.append(node.name)
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            return False
    return names.count(name) == 1 and "*" not in names


def overridden(tree: ast.Module, lesson: Lesson) -> str | None:
    """Return the function that a mistake or variant overrides: the last one of its lesson that it defines."""
    known = {function.name for function in lesson.functions}
    return next((name for name in reversed(definitions(tree)) if name in known), None)


def stub_of(reference: str, file: str = "the module") -> str:
    """Return the stub for a reference module's source.

    Raises
    ------
    CourseError
        When there is no pair of solution marks, or a mark that is not part of a pair: the learner would get the
        solution.
    """
    begins, ends = reference.count("### BEGIN SOLUTION"), reference.count("### END SOLUTION")
    if not begins or begins != ends:
        raise CourseError(
            f"{file}: it has {begins} lines '### BEGIN SOLUTION' and {ends} lines '### END SOLUTION'."
        )
    stub, pairs = _SOLUTION.subn(lambda match: _TODO.format(match["indent"]), reference)
    if pairs != begins:
        raise CourseError(
            f"{file}: '### BEGIN SOLUTION' and '### END SOLUTION' must stand in lines of their own, "
            f"always first one and then the other."
        )
    return stub


def stub_in(root: Path, slug: str) -> str:
    """Return a module of the course in `root` as learners get it: of the reference, or as a copy for students keeps it.

    Raises
    ------
    CourseError
        When there is none.
    """
    for folder in (STUBS, "solutions"):
        path = root / folder / "mnist_course" / f"{slug}.py"
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            return text if folder == STUBS else stub_of(text, path.name)
    raise CourseError(
        f"There is no fresh {slug}.py in this folder.\n→ `course update` brings files back that are missing."
    )


STUBS = "stubs"
"""The folder in which a copy for students, which has no reference, keeps fresh stubs."""

# No mark may stand between a pair: a pair that is not recognised must never swallow what comes after it.
_SOLUTION = re.compile(
    r"^(?P<indent>[ \t]*)### BEGIN SOLUTION[ \t]*\n"
    r"(?:(?!.*### (?:BEGIN|END) SOLUTION).*\n)*"
    r"[ \t]*### END SOLUTION[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
_TODO = "{0}# TODO: your code goes here, in place of the next line.\n{0}raise NotImplementedError\n"
