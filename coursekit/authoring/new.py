"""``course dev new``: the skeleton of a lesson, with all its artifacts.

It works as it is: its checks pass on its reference, its mistake fails, its variant passes. What the author has to
write is marked TODO, and `course dev check` says so until it is written. The texts are in ``lesson_template/``.
"""

import keyword
import re
from pathlib import Path
from string import Template

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coursekit.authoring.build import notebook_text
from coursekit.errors import CourseError
from coursekit.manifest import Function, Lesson, load_manifest
from coursekit.worker.learner import Learner

TEMPLATES = Path(__file__).with_name("lesson_template")


def new_lesson(root: Path, number: str, slug: str, names: list[str]) -> list[str]:
    """Write a lesson's skeleton, append its entry to `course.toml`, and return the files, relative to `root`.

    Parameters
    ----------
    root
        The course folder.
    number
        A number after the last lesson's: "8" or "08".
    slug
        Names the lesson's files: small letters, digits and underscores.
    names
        The functions that the learner writes; one, named as the slug, when there are none.

    Raises
    ------
    CourseError
        With a sentence, when a number or name can't be used. Nothing is written then.
    """
    names, number = names or [slug], number.zfill(2)
    _refuse(root, number, slug, names)
    points = 10 / len(names)
    functions = tuple(Function(n, slug, number, f"{n}(images)", "array", points, ()) for n in names)
    lesson = Lesson(number, slug, "", "", 30, functions, "")
    texts = {
        f"solutions/mnist_course/{slug}.py": _join(
            template("reference.py.txt"), template("reference_function.py.txt"), lesson
        ),
        f"solutions/{lesson.key}.ipynb": notebook_text(_notebook(lesson)),
        f"{lesson.tests}/test_{slug}.py": _join(
            template("checks.py.txt"), template("checks_class.py.txt"), lesson
        ),
    }
    for function in functions:
        for kind, text in (
            ("mistakes/lesson", template("mistake.py.txt")),
            ("variants/lesson", template("variant.py.txt")),
        ):
            path = f"tests/course/{kind}_{number}/{function.name}_todo.py"
            texts[path] = _filled(text, lesson, function)
    manifest = root / "course.toml"
    beyond = not load_manifest(manifest).lessons[-1].core
    entry = _join(
        template("manifest_lesson.toml") + "core = false\n" * beyond,
        template("manifest_function.toml"),
        lesson,
    )
    texts["course.toml"] = manifest.read_text(encoding="utf-8").rstrip() + "\n\n" + entry
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


def _refuse(root: Path, number: str, slug: str, names: list[str]) -> None:
    manifest = load_manifest(root / "course.toml")
    last = manifest.lessons[-1].number
    if not re.fullmatch(r"\d\d", number, re.ASCII):
        raise CourseError(f"{number} is no lesson's number. Give one or two digits, such as 08.")
    if number <= last:
        raise CourseError(
            f"Lessons stand in their order, and {last} is there. Give a larger number."
        )
    taken = {*manifest.functions, *(lesson.slug for lesson in manifest.lessons), *vars(Learner)}
    for name in (slug, *names):
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name) or keyword.iskeyword(name):
            raise CourseError(
                f"{name!r} can't name a Python module or function here. Use small letters, digits and underscores, "
                "and begin with a letter."
            )
        if name in taken:
            raise CourseError(f"The course has {name} already. Choose another name.")
    if len({*names}) < len(names):
        raise CourseError("Two functions have the same name. Choose another one.")


def _join(head: str, part: str, lesson: Lesson) -> str:
    return _filled(head, lesson) + "".join(
        _filled(part, lesson, function) for function in lesson.functions
    )


def _filled(text: str, lesson: Lesson, function: Function | None = None) -> str:
    facts: dict[str, str | int] = {"number": lesson.number, "slug": lesson.slug}
    if function:
        facts |= {
            "function": function.name,
            "check_class": function.check_class,
            "points": f"{function.points:.3g}",
            "task": lesson.functions.index(function) + 1,
        }
    return Template(text).substitute(facts)


def _notebook(lesson: Lesson) -> NotebookNode:
    figure = {"file": f"../docs/figures/{lesson.number}_result.png", "alt": ""}
    cells = [
        new_markdown_cell(metadata={"tags": ["header"], "figure": figure}),
        new_markdown_cell(_cell("notebook_first.md", lesson)),
        new_code_cell("%load_ext coursekit\nfrom coursekit import check, hint"),
        new_markdown_cell(_cell("notebook_idea.md", lesson)),
    ]
    for function in lesson.functions:
        hints = {"tags": ["hints"], "function": function.name}
        solution = {"tags": ["solution"]}
        cells += [
            new_markdown_cell(_cell("notebook_task.md", lesson, function)),
            new_markdown_cell(metadata=hints),
            new_code_cell(f'check("{function.name}")'),
            new_markdown_cell("TODO: why the solution is written like this.", metadata=solution),
            new_code_cell(_cell("notebook_source.py.txt", lesson, function), metadata=solution),
            new_markdown_cell("### Try it\n\nTODO: what to look at."),
            new_code_cell(_cell("notebook_try.py.txt", lesson, function)),
        ]
    ends = ("notebook_mistakes.md", "notebook_questions.md", "notebook_recap.md")
    cells += [new_markdown_cell(_cell(name, lesson)) for name in ends]
    cells.append(new_markdown_cell(metadata={"tags": ["next"]}))
    notebook: NotebookNode = new_notebook(cells=cells)
    return notebook


def _cell(name: str, lesson: Lesson, function: Function | None = None) -> str:
    return _filled(template(name), lesson, function).rstrip("\n")


def template(name: str) -> str:
    """Return a text of the skeleton, as its file in ``lesson_template/`` says it."""
    return (TEMPLATES / name).read_text(encoding="utf-8")
