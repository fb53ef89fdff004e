"""``course dev new``: the skeleton of a lesson, with all its artifacts.

It works as it is: its checks pass on its reference, its mistakes fail, its variants pass. What the author has to
write is marked TODO, and `course dev check` says so until it is written. The texts are in ``lesson_template/``.
"""

import ast
import keyword
import re
from dataclasses import dataclass
from pathlib import Path
from string import Template

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from coursekit.authoring.build import notebook_text
from coursekit.authoring.catalogue_check import LEAST
from coursekit.errors import CourseError
from coursekit.manifest import Function, Lesson, load_manifest
from coursekit.worker.learner import Learner

TEMPLATES = Path(__file__).with_name("lesson_template")

LESSON_POINTS = 10
"""What a lesson is worth: its functions share it, as the author says in the end."""


@dataclass(frozen=True)
class Placeholder:
    """What stands for a value of some kind until the author writes the function: as Python, on one line each.

    Attributes
    ----------
    right, variant, wrong
        What the reference, a variant and a mistake return. A `wrong` of None is rejected by the kind alone.
    is_right
        What the check demands of `value`.
    imports
        What they need.
    """

    right: str
    variant: str
    wrong: str
    is_right: str
    imports: str = ""


_ONE = Placeholder("1", "2 - 1", "2", "value == 1")
_NUMPY, _PANDAS = "\nimport numpy as np\n", "\nimport pandas as pd\n"
_KERAS, _PYPLOT = "\nimport keras\n", "\nimport matplotlib.pyplot as plt\n"
PLACEHOLDERS = {
    "array": Placeholder(
        "np.ones(3)", "np.full(3, 1.0)", "np.ones(2)", "value.shape == (3,)", _NUMPY
    ),
    "number": _ONE,
    "text": Placeholder('"one"', '"o" + "ne"', '"two"', 'value == "one"'),
    "pair": Placeholder("(1, 2)", "(1, 1 + 1)", "(2, 1)", "tuple(value) == (1, 2)"),
    "list": Placeholder("[1, 2, 3]", "[*range(1, 4)]", "[3, 2, 1]", "list(value) == [1, 2, 3]"),
    "dict": Placeholder('{"a": 1}', "dict(a=1)", '{"a": 2}', 'value == {"a": 1}'),
    "series": Placeholder(
        "pd.Series([1])", "pd.Series((1,))", "pd.Series([2])", "list(value.values) == [1]", _PANDAS
    ),
    "axes": Placeholder(
        'plt.figure().add_subplot(title="a")',
        'plt.axes(title="a")',
        'plt.figure().add_subplot(title="b")',
        'value.title == "a"',
        _PYPLOT,
    ),
    "figure": Placeholder(
        "plt.figure(figsize=(3, 2))",
        "plt.subplots(figsize=(3, 2))[0]",
        "plt.figure(figsize=(2, 3))",
        "value.figsize == [3, 2]",
        _PYPLOT,
    ),
    "model": Placeholder(
        "keras.Sequential([keras.layers.Flatten()])",
        "keras.models.Sequential([keras.layers.Flatten()])",
        "None",
        "value.layers",
        _KERAS,
    ),
    "history": Placeholder(
        "keras.callbacks.History()",
        "keras.callbacks.History(*())",
        "None",
        "value.history == {}",
        _KERAS,
    ),
    "tensor": Placeholder(
        "keras.ops.ones(3)", "keras.ops.full(3, 1.0)", "None", "value.kind", _KERAS
    ),
    "value": _ONE,
    "any": _ONE,
}
"""For each word of `returns`."""

ARGUMENTS = {
    "images": "digits.scaled(5)[0]",
    "X": "digits.scaled(5)[0]",
    "image": "digits.scaled(1)[0][0]",
    "labels": "digits.scaled(5)[1]",
    "y": "digits.scaled(5)[1]",
    "rng": "rng",
    "model": "learner.new_model()",
    "ax": "learner.new_axes()[0]",
}
"""What a check gives for an argument of this name; 1 for any other."""


def new_lesson(root: Path, number: str, slug: str, signatures: list[str]) -> list[str]:
    """Write a lesson's skeleton, its entry in `course.toml` and its row in the README; return the files, relative to `root`.

    Parameters
    ----------
    root
        The course folder.
    number
        A number after the last lesson's: "8" or "08".
    slug
        Names the lesson's files: small letters, digits and underscores.
    signatures
        The functions that the learner writes: "add_noise(images, rng, amount=0.1) -> array", or only a name. One that
        is named as the slug, when there are none.

    Raises
    ------
    CourseError
        With a sentence, when a number, name or signature can't be used. Nothing is written then.
    """
    number = number.zfill(2)
    read = [_read(signature) for signature in signatures or [slug]]
    _refuse(root, number, slug, [name for name, _, _ in read])
    points = LESSON_POINTS / len(read)
    functions = tuple(
        Function(name, slug, number, signature, returns, points, ())
        for name, signature, returns in read
    )
    lesson = Lesson(number, slug, "TODO: a few words", "", 30, functions, "")
    texts = {
        f"solutions/mnist_course/{slug}.py": _join(
            template("reference.py.txt"), template("reference_function.py.txt"), lesson
        ),
        f"solutions/{lesson.key}.ipynb": notebook_text(_notebook(lesson)),
        f"{lesson.tests}/test_{slug}.py": _join(
            template("checks.py.txt"), template("checks_class.py.txt"), lesson
        ),
        f"docs/figures/make_figures_{number}.py": _filled(template("figures.py.txt"), lesson),
        **_catalogue(lesson),
    }
    manifest = root / "course.toml"
    beyond = not load_manifest(manifest).lessons[-1].core
    entry = _join(
        template("manifest_lesson.toml") + "core = false\n" * beyond,
        template("manifest_function.toml"),
        lesson,
    )
    texts["course.toml"] = _before_terms(manifest.read_text(encoding="utf-8"), entry)
    texts["README.md"] = _with_row((root / "README.md").read_text(encoding="utf-8"), lesson)
    for path, text in texts.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


def _read(text: str) -> tuple[str, str, str]:
    """Return a function's name, its signature and what it returns, from what the command line says of it."""
    head, _, returns = (part.strip() for part in text.partition("->"))
    head, returns = head if "(" in head else f"{head}(images)", returns or "array"
    if returns not in PLACEHOLDERS:
        raise CourseError(
            f"A function can't return {returns!r} here. Write one of {', '.join(PLACEHOLDERS)} behind `->`."
        )
    name, _, arguments = head.partition("(")
    try:
        (node,) = ast.parse(f"def f({arguments}: ...").body
    except (SyntaxError, ValueError):
        node = None
    if not isinstance(node, ast.FunctionDef) or not head.endswith(")"):
        raise CourseError(
            f'{text!r} is no function. Write it as in "add_noise(images, rng, amount=0.1) -> array".'
        )
    return name, f"{name}({ast.unparse(node.args)})", returns


def _catalogue(lesson: Lesson) -> dict[str, str]:
    """Return the files of mistakes and variants, as many as are needed."""
    texts = {}
    turns = ("the first", "the second", "the third", "the fourth", "the fifth")
    for function in lesson.functions:
        for turn in range(LEAST["mistakes"]):
            path = (
                f"tests/course/mistakes/lesson_{lesson.number}/{function.name}_todo_{turn + 1}.py"
            )
            texts[path] = _filled(template("mistake.py.txt"), lesson, function, turn=turns[turn])
        path = f"tests/course/variants/lesson_{lesson.number}/{function.name}_todo.py"
        texts[path] = _filled(template("variant.py.txt"), lesson, function)
    return texts


def _before_terms(manifest: str, entry: str) -> str:
    """Return the manifest with an entry behind its last lesson, where the glossary begins."""
    place = re.search(r"(?:^#.*\n)*\n?^\[\[terms\]\]", manifest, re.MULTILINE)
    end = place.start() if place else len(manifest)
    after = manifest[end:]
    return f"{manifest[:end].rstrip()}\n\n{entry}" + (f"\n{after}" if after else "")


def _with_row(readme: str, lesson: Lesson) -> str:
    """Return the README with the lesson's row behind the last one of its tables."""
    functions = ", ".join(f"`{function.name}`" for function in lesson.functions)
    row = f"| [{lesson.number} {lesson.title}]({lesson.notebook}) | {functions} | TODO: what one can do then |\n"
    rows = [*re.finditer(r"^\| \[\d\d .*\n", readme, re.MULTILINE)]
    end = rows[-1].end() if rows else len(readme)
    return readme[:end] + row + readme[end:]


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


def _filled(text: str, lesson: Lesson, function: Function | None = None, **more: str) -> str:
    imports = {PLACEHOLDERS[one.returns].imports for one in lesson.functions}
    facts: dict[str, str | int] = {"number": lesson.number, "slug": lesson.slug, **more}
    # As ruff sorts them: plain imports by name.
    facts["imports"] = "\n" * any(imports) + "".join(sorted(text.lstrip() for text in imports))
    if function:
        facts |= _facts(function)
        facts["task"] = lesson.functions.index(function) + 1
    return Template(text).substitute(facts)


def _facts(function: Function) -> dict[str, str | int]:
    """Return what the templates say of a function."""
    value = PLACEHOLDERS[function.returns]
    (node,) = ast.parse(f"def {function.signature}: ...").body
    assert isinstance(node, ast.FunctionDef)
    plain = [*node.args.posonlyargs, *node.args.args]
    needed = plain[: len(plain) - len(node.args.defaults)]
    given = ", ".join(ARGUMENTS.get(argument.arg, "1") for argument in needed)
    fixtures = [
        "learner",
        *(name for name in ("rng", "digits") if re.search(rf"\b{name}\b", given)),
    ]
    by_kind = value.wrong == "None"
    return {
        "function": function.name,
        "signature": function.signature,
        "arguments": ", ".join(function.arguments) or "nothing",
        "returns": function.returns,
        "check_class": function.check_class,
        "points": f"{function.points:.3g}",
        "given": given,
        "fixtures": ", ".join(fixtures),
        "right": value.right,
        "variant": value.variant,
        "wrong": value.wrong,
        "is_right": value.is_right,
        "imports": value.imports,
        "named": "Returned nothing." if by_kind else "Gave another value.",
        "says": "returned None" if by_kind else "Your value is",
    }


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
