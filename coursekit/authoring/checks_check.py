"""What a lesson's checks lack, seen without running them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from coursekit.authoring.course_files import name_of, parsed, text_of, todo_findings
from coursekit.findings import Finding
from coursekit.manifest import Function, Lesson
from coursekit.source import definitions

SHARED_CHECKS = "coursekit/checks/training_checks.py"
"""Classes of checks that lessons inherit."""


def checks_findings(root: Path, lesson: Lesson) -> Iterator[Finding]:
    """Look at the checks: a class for each function, and in each assertion a message that says what to do."""
    paths = sorted((root / lesson.tests).glob("*.py"))
    file = f"{lesson.tests}/test_{lesson.slug}.py"
    if not (root / file).exists():
        yield Finding(file, 0, "no-checks", "there is no such file.", "Write the checks there.")
        return
    classes: dict[str, tuple[Path, ast.stmt]] = {}
    for path in paths:
        yield from todo_findings(root, path)
        tree = parsed(root, path)
        if isinstance(tree, Finding):
            yield tree
            return
        classes |= {
            name: (path, node)
            for name, node in definitions(tree).items()
            if name.startswith("Test")
        }
        yield from _module_findings(root, lesson, name_of(root, path), tree)
    wanted = {function.check_class: function for function in lesson.graded}
    for name in sorted(classes.keys() - wanted.keys()):
        path, node = classes[name]
        what = f"the class {name} is named after no function of lesson {lesson.number}."
        to_do = f"Rename it: {' or '.join(wanted)}."
        yield Finding(name_of(root, path), node.lineno, "class-of-no-function", what, to_do)
    yield from _function_findings(root, lesson, {name: pair[1] for name, pair in classes.items()})


def checks_of(root: Path, lesson: Lesson, function: Function) -> dict[str, tuple[str, int]]:
    """Return where the checks of a function stand: file and line, by what they demand in words, as `Fails:` names it.

    Those of grading are left out.
    """
    tree = parsed(root, root / SHARED_CHECKS)
    shared = {} if isinstance(tree, Finding) else definitions(tree)
    found: dict[str, tuple[str, int]] = {}
    for path in sorted((root / lesson.tests).glob("test_*.py")):
        tree = parsed(root, path)
        if isinstance(tree, Finding):
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and function is lesson.functions[0]:
                found |= _places(name_of(root, path), [node])
            elif isinstance(node, ast.ClassDef) and node.name == function.check_class:
                bases = [shared.get(base.id) for base in node.bases if isinstance(base, ast.Name)]
                for cls in bases:
                    found |= _places(
                        SHARED_CHECKS, cls.body if isinstance(cls, ast.ClassDef) else []
                    )
                found |= _places(name_of(root, path), node.body)
    return found


def solution_lines(root: Path, lesson: Lesson, function: str) -> list[str]:
    """Return the lines of the reference's function that say more than any message may: those over 25 characters."""
    text = text_of(root / "solutions" / "mnist_course" / f"{lesson.slug}.py")
    try:
        node = definitions(ast.parse(text)).get(function)
    except SyntaxError:
        return []
    lines = text.splitlines()[node.lineno : node.end_lineno] if node else []
    body = "\n".join(lines).partition("### BEGIN SOLUTION")[2].splitlines()
    stripped = [line.strip().removeprefix("return ").rstrip(",") for line in body]
    return [line for line in stripped if len(line) > 25 and "TODO" not in line]


def _places(file: str, nodes: list[ast.stmt]) -> dict[str, tuple[str, int]]:
    return {
        node.name.removeprefix("test_").replace("_", " "): (file, node.lineno)
        for node in nodes
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if not any("mark.grading" in ast.unparse(mark) for mark in node.decorator_list)
    }


def _module_findings(root: Path, lesson: Lesson, file: str, tree: ast.Module) -> Iterator[Finding]:
    solution = [
        line
        for function in lesson.functions
        for line in solution_lines(root, lesson, function.name)
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from _import_findings(file, node)
        elif isinstance(node, ast.Assert):
            yield from _assertion_findings(file, node, solution)
    for stem, line in _recognised(tree):
        mistake = f"tests/course/mistakes/lesson_{lesson.number}/{stem}.py"
        if not (root / mistake).exists():
            what = f"it recognises a mistake that is not there: {mistake}."
            yield Finding(file, line, "no-such-mistake", what, "Write that file, or name another.")


def _import_findings(file: str, node: ast.Import | ast.ImportFrom) -> Iterator[Finding]:
    if isinstance(node, ast.Import):
        modules = [name.name for name in node.names]
    else:
        modules = [node.module or ""]
    for module in modules:
        if module.split(".")[0] == "mnist_course":
            what = f"a check imports {module}: it would judge one fixed copy."
            to_do = "Take the function from the fixture `learner`: learner.NAME(…)."
            yield Finding(file, node.lineno, "imports-the-functions", what, to_do)
        elif module.split(".")[0] == "coursekit" and module != "coursekit.checks":
            what, to_do = f"a check imports from {module}.", "Import from coursekit.checks alone."
            yield Finding(file, node.lineno, "imports-from-elsewhere", what, to_do)


def _assertion_findings(file: str, node: ast.Assert, solution: list[str]) -> Iterator[Finding]:
    # The message itself stands there, not only a name for it: whoever reads the check reads it too.
    parts = ast.walk(node.msg) if node.msg else ()
    said = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
    if not any("→" in text for text in said):
        what = "the assertion has no message with `→` in it."
        to_do = "Write behind its comma what was seen, why that is wrong, and after `→` what to do."
        yield Finding(file, node.lineno, "no-advice", what, to_do)
    for line in solution:
        if any(line in text for text in said):
            what = f"the message shows a line of the solution: {line}"
            yield Finding(file, node.lineno, "shows-the-solution", what, "Say less.")


def _function_findings(
    root: Path, lesson: Lesson, classes: dict[str, ast.stmt]
) -> Iterator[Finding]:
    """Say which functions have no class, and which no check that is essential."""
    file = f"{lesson.tests}/test_{lesson.slug}.py"
    trees = [ast.parse(text_of(path)) for path in (root / lesson.tests).glob("*.py")]
    alone = [node for tree in trees for node in tree.body if isinstance(node, ast.FunctionDef)]
    for function in lesson.graded:
        name = function.check_class
        nodes = [classes[name]] if name in classes else alone if len(lesson.graded) == 1 else []
        if not nodes:
            what = f"there is no class {name} with the checks of {function.name}."
            yield Finding(file, 0, "no-checks", what, "Write it.")
        # With `leaves=…`, something is earned without it.
        elif not any(re.search(r"mark\.essential\b(?!\()", ast.unparse(node)) for node in nodes):
            what = f"no check of {function.name} is marked @pytest.mark.essential."
            to_do = (
                "Mark the one that no function passes which does nothing useful: in grading, nothing is earned "
                "without it."
            )
            yield Finding(file, nodes[0].lineno, "none-essential", what, to_do)


def _recognised(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the mistakes that checks say they recognise, each with its line."""
    for node in ast.walk(tree):
        named: list[ast.expr | None] = []
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "recognised":
            mistake = node.args[0]
            named = mistake.keys if isinstance(mistake, ast.Dict) else [mistake]
        elif isinstance(node, ast.Dict):
            # Ways, as `fitting` takes them: each begins with a pair, the mistake's name and what is said.
            pairs = [key.elts for key in node.keys if isinstance(key, ast.Tuple)]
            named = [
                pair[0] for pair in pairs if isinstance(pair[-1], ast.Constant | ast.JoinedStr)
            ]
        for one in named:
            if isinstance(one, ast.Constant) and one.value and isinstance(one.value, str):
                yield one.value, one.lineno
