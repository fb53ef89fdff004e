"""``course dev new``: the skeleton of a lesson, with all its artifacts.

It works as it is: its checks pass on its reference, its mistake fails, its variant passes. What the author has to
write is marked TODO, and `course dev check` says so until it is written.
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
        f"solutions/mnist_course/{slug}.py": _join(_REFERENCE, _REFERENCE_FUNCTION, lesson),
        f"solutions/{lesson.key}.ipynb": notebook_text(_notebook(lesson)),
        f"{lesson.tests}/test_{slug}.py": _join(_TEST, _TEST_CLASS, lesson),
    }
    for function in functions:
        for kind, text in (("mistakes/lesson", _MISTAKE), ("variants/lesson", _VARIANT)):
            path = f"tests/course/{kind}_{number}/{function.name}_todo.py"
            texts[path] = _filled(text, lesson, function)
    manifest = root / "course.toml"
    beyond = not load_manifest(manifest).lessons[-1].core
    entry = _join(_MANIFEST + "core = false\n" * beyond, _MANIFEST_FUNCTION, lesson)
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
    facts = {"number": lesson.number, "slug": lesson.slug}
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
        new_markdown_cell(_FIRST),
        new_code_cell("%load_ext coursekit\nfrom coursekit import check, hint"),
        new_markdown_cell(_filled(_IDEA, lesson)),
    ]
    for function in lesson.functions:
        hints = {"tags": ["hints"], "function": function.name}
        solution = {"tags": ["solution"]}
        cells += [
            new_markdown_cell(_filled(_TASK, lesson, function)),
            new_markdown_cell(metadata=hints),
            new_code_cell(f'check("{function.name}")'),
            new_markdown_cell("TODO: why the solution is written like this.", metadata=solution),
            new_code_cell(_filled(_SOURCE, lesson, function), metadata=solution),
            new_markdown_cell("### Try it\n\nTODO: what to look at."),
            new_code_cell(_filled(_TRY, lesson, function)),
        ]
    cells += [new_markdown_cell(text) for text in (_MISTAKES, _QUESTIONS, _RECAP)]
    return new_notebook(cells=[*cells, new_markdown_cell(metadata={"tags": ["next"]})])


_MANIFEST = """\
[[lessons]]
number = "$number"
slug = "$slug"
title = "TODO: a few words"
goal = "TODO: what the learner does, in a sentence."
minutes = 30
learned = "TODO: You can ..."
"""
_MANIFEST_FUNCTION = """
[[lessons.functions]]
signature = "$function(images)"
returns = "array"
points = $points
hints = [
    "TODO: a nudge for $function.",
    "TODO: which tool does it.",
    "TODO: nearly the answer.",
]
"""
_REFERENCE = '''\
"""Lesson $number: TODO: what it is about."""
'''
_REFERENCE_FUNCTION = '''

def $function(images):
    """TODO: say what it does.

    Parameters
    ----------
    images
        TODO: what comes in.

    Returns
    -------
    array
        TODO: what must come out.
    """
    ### BEGIN SOLUTION
    return images  # TODO: the solution.
    ### END SOLUTION
'''
_TEST = '''\
"""Lesson $number: TODO: what the functions must do."""

import pytest

from coursekit.checks import recognised
'''
_TEST_CLASS = """

class $check_class:
    @pytest.mark.essential
    def test_gives_one_value_for_each_image(self, learner, rng):
        values = learner.$function(rng.random((3, 28, 28)))
        assert len(values) == 3, recognised(
            "${function}_todo",
            f"From 3 images you made {len(values)} values. TODO: why that is wrong.\\n"
            "→ TODO: what to do.",
        )
"""
_MISTAKE = '''\
"""TODO: a mistake that learners make. This one loses an image.

Fails: gives one value for each image
Says: 2 values
"""


def $function(images):
    return images[1:]
'''
_VARIANT = '''\
"""TODO: a right answer that is written in another way. This one copies."""


def $function(images):
    return images.copy()
'''
_FIRST = (
    "Run the code cell below first: click it, then press Shift+Enter. It brings in two helpers: `check` tests your "
    "code, `hint` helps when you are stuck."
)
_IDEA = """\
## The idea

TODO: one idea at a time, with a figure.

![](../docs/figures/${number}_idea.png)"""
_TASK = """\
## Task $task: `$function`

Open the file `mnist_course/$slug.py`: double-click it in JupyterLab's file browser at the left. Write the function \
`$function`.

- **What goes in:** TODO: the arguments.
- **What must come out:** TODO: the value.

For example, TODO: a call, and what it gives.

Save the file when you are done (Ctrl+S, or Cmd+S on a Mac). Then come back here and run the check below.

**What is checked, and why it matters.** TODO: each demand with its reason."""
_SOURCE = """\
import inspect

from mnist_course.$slug import $function

print(inspect.getsource($function))"""
_TRY = """\
from mnist_course.$slug import $function

# TODO: use it on the digits."""
_MISTAKES = (
    "## Common mistakes\n\n- **TODO: what the learner sees.** Where it comes from, and what to do."
)
_QUESTION = (
    "TODO: a question.\n\n<details><summary>Answer</summary>\n\nTODO: the answer.\n\n</details>"
)
_QUESTIONS = f"## Questions\n\n1. {_QUESTION}\n\n2. {_QUESTION}"
_RECAP = "## Recap\n\n- TODO: what to remember."
