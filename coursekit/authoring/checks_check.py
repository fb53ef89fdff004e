"""What a lesson's checks and its catalogue of mistakes and variants lack, seen without running them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from coursekit.authoring.texts import parsed, text_of, todo_problems
from coursekit.catalogue import read_mistake
from coursekit.errors import CourseError
from coursekit.manifest import Lesson
from coursekit.source import definitions, overridden

CATALOGUE = {"mistakes": 5, "variants": 1}
"""How many files each function needs in the folders of `tests/course/`."""


def test_problems(root: Path, lesson: Lesson) -> Iterator[str]:
    """Look at the checks: a class for each function, and in each assertion a message that says what to do."""
    classes: set[str] = set()
    for path in sorted((root / lesson.tests).glob("*.py")):
        yield from todo_problems(root, path)
        tree = parsed(path)
        if isinstance(tree, str):
            yield f"{lesson.tests}/{path.name}, {tree}"
            return
        classes |= {name for name in definitions(tree) if name.startswith("Test")}
        for node in ast.walk(tree):
            # The message itself stands there, not only a name for it: whoever reads the check reads it too.
            if isinstance(node, ast.Assert) and not _has_advice(node.msg):
                yield (
                    f"{lesson.tests}/{path.name}, line {node.lineno}: the assertion has no message with `→` in it. "
                    "Write behind its comma what was seen, why that is wrong, and after `→` what to do."
                )
        for stem, line in _recognised(tree):
            mistake = f"tests/course/mistakes/lesson_{lesson.number}/{stem}.py"
            if not (root / mistake).exists():
                yield (
                    f"{lesson.tests}/{path.name}, line {line}: it recognises a mistake that is not there: {mistake}. "
                    "Write that file, or name another."
                )
    wanted = {function.check_class: function.name for function in lesson.functions}
    for name in sorted(classes - {*wanted}):
        yield f"{lesson.tests}/: the class {name} is named after no function of lesson {lesson.number}. Rename it."
    for name in sorted(_without_essential(root, lesson, wanted)):
        yield (
            f"{lesson.tests}/ has no check of {name} marked @pytest.mark.essential. Mark the one that no function passes "
            "which does nothing useful: in grading, nothing is earned without it."
        )
    if len(wanted) > 1:
        for name in [name for name in wanted if name not in classes]:
            yield f"{lesson.tests}/ has no class {name} with the checks of {wanted[name]}. Write it."


def _without_essential(root: Path, lesson: Lesson, wanted: dict[str, str]) -> set[str]:
    marked = set()
    for path in (root / lesson.tests).glob("*.py"):
        for node in ast.parse(text_of(path)).body:
            if "mark.essential" in ast.unparse(node):
                # Without a class, it is a check of the lesson's only function.
                marked.add(wanted.get(getattr(node, "name", ""), lesson.functions[0].name))
    return {*wanted.values()} - marked


def _recognised(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Yield the mistakes that checks say they recognise, each with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "recognised":
            named = node.args[0].keys if isinstance(node.args[0], ast.Dict) else node.args[:1]
            for one in named:
                if isinstance(one, ast.Constant):
                    yield str(one.value), node.lineno


def _has_advice(message: ast.expr | None) -> bool:
    parts = ast.walk(message) if message else ()
    return any(isinstance(part, ast.Constant) and "→" in str(part.value) for part in parts)


def catalogue_problems(root: Path, lesson: Lesson, kind: str, least: int) -> Iterator[str]:
    """Say what is wrong with the lesson's mistakes, or variants: at least so many for each function."""
    folder = f"tests/course/{kind}/lesson_{lesson.number}"
    names = []
    for path in sorted((root / folder).glob("*.py")):
        yield from todo_problems(root, path)
        tree = parsed(path)
        names.append(None if isinstance(tree, str) else overridden(tree, lesson))
        if names[-1] is None:
            reason = tree if isinstance(tree, str) else "it defines no function of its lesson."
            yield f"{folder}/{path.name}, {reason}"
        elif kind == "mistakes":
            try:
                read_mistake(path, lesson)
            except CourseError as error:
                yield f"{folder}/{path.name}: {error}"
    for function in lesson.functions:
        count = names.count(function.name)
        if count < least:
            yield f"{folder}/ has {count} {kind} of {function.name}. Write at least {least}."
