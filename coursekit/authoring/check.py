"""Says what a course lacks: each problem a sentence that names the file and what to do."""

import ast
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import nbformat

from coursekit.authoring.build import build_stubs, read_notebook, stale
from coursekit.catalogue import read_mistake
from coursekit.checks.results import CheckResult, Status, load_results
from coursekit.errors import CourseError
from coursekit.manifest import Lesson, load_manifest
from coursekit.pythons import pythons
from coursekit.source import definitions, overridden
from coursekit.worker.values import NAMES

MIN_HINTS = 3
MIN_QUESTIONS = 2
CATALOGUE = {"mistakes": 5, "variants": 1}
"""How many files each function needs in the folders of `tests/course/`."""

_TODO = re.compile(r"TODO: [^\"*\\\n]*")
_FILLED = {"header", "hints", "next"}
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<file>[^)]+)\)")
# A slash or a drive letter at the start of a word, and at least two folders: no URL, no "and/or".
_ABSOLUTE_PATH = re.compile(
    r"(?:(?<![\w./~\\<)\]*])|(?<=file://))(?:/[\w.-]+){2,}/?"
    r"|\b[A-Z]:\\\w+|\b[A-Za-z]:[\\/]\w+[\\/]\w+"
)
_COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")


def problems(root: Path, run_checks: bool = True) -> list[str]:
    """Return everything that is wrong with the course in `root`; nothing when it is whole.

    Parameters
    ----------
    root
        The course folder.
    run_checks
        Also run all checks against the stubs and against the reference, when nothing else is wrong. Takes a minute
        or two.
    """
    lessons = load_manifest(root / "course.toml").lessons
    if found := list(_manifest_problems(lessons)):
        return found
    found = [*_stale_problems(root), *_orphan_problems(root, lessons)]
    found += _todo_problems(root, root / "course.toml")
    found += _python_problems(root)
    found += [
        f"README.md: the picture {image['file']} does not exist."
        for image in _IMAGE.finditer(_text(root / "README.md"))
        if not (root / image["file"]).exists()
    ]
    for lesson in lessons:
        found += _lesson_problems(root, lesson)
    if run_checks and not found:
        found += _check_run_problems(root)
    return found


def _stale_problems(root: Path) -> Iterator[str]:
    try:
        paths = stale(root)
    except CourseError as error:
        # A source that nothing can be made of: the message names it.
        yield str(error)
        return
    for path in paths:
        name = path.relative_to(root).as_posix()
        if name.startswith("mnist_course/"):
            yield f"{name} is stale, missing or edited: run `course dev build`. It replaces an edited stub with --force."
        else:
            yield f"{name} is stale or missing: run `course dev build`."


def _manifest_problems(lessons: tuple[Lesson, ...]) -> Iterator[str]:
    functions = [function for lesson in lessons for function in lesson.functions]
    for what, names in (
        ("lessons with the number", [lesson.number for lesson in lessons]),
        ("lessons with the slug", [lesson.slug for lesson in lessons]),
        ("functions with the name", [function.name for function in functions]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"course.toml has {names.count(name)} {what} {name}. Each needs its own."
    for function in functions:
        if function.returns not in (*NAMES, "any"):
            yield f"course.toml: {function.name} returns {function.returns!r}. Write one of {', '.join(NAMES)}, or any."
    for before, lesson in pairwise(lessons):
        if lesson.core and not before.core:
            yield f"course.toml: lesson {lesson.number} comes after one with `core = false`. Write that for it, too."


def _orphan_problems(root: Path, lessons: tuple[Lesson, ...]) -> Iterator[str]:
    keys = {key for one in lessons for key in (one.key, one.slug, one.number)}
    number = r"lesson_(\d\d)"
    for places, name in (
        ("lessons/*.ipynb", "(.*)"),
        ("solutions/*.ipynb", "(.*)"),
        ("solutions/mnist_course/[!_]*.py", "(.*)"),
        ("mnist_course/[!_]*.py", "(.*)"),
        ("tests/*", number),
        ("tests/course/mistakes/*", number),
        ("tests/course/variants/*", number),
        ("docs/figures/*", r"(\d\d)_.*"),
    ):
        for path in sorted(root.glob(places)):
            match = re.fullmatch(name, path.stem)
            if match and match[1] not in keys:
                relative = path.relative_to(root).as_posix()
                yield f"{relative} belongs to no lesson of course.toml. Add its entry, or delete it."


def _python_problems(root: Path) -> Iterator[str]:
    """Look whether the README names the Pythons of pyproject.toml, and tells to install the newest of them."""
    *older, newest = pythons(root)
    works = f"Python {', '.join(older)} or {newest}"
    text = _text(root / "README.md")
    if works not in text:
        yield f"README.md does not name the Pythons of pyproject.toml. Write: {works}."
    for named in re.finditer(r"(?:install\s|python|py -)(3\.\d+)", text):
        if named[1] != newest:
            line = text.count("\n", 0, named.start()) + 1
            yield f"README.md, line {line}: Python {named[1]} is not the newest of pyproject.toml. Write {newest}."


def _todo_problems(root: Path, path: Path) -> Iterator[str]:
    name = path.relative_to(root).as_posix()
    for number, line in enumerate(_text(path).splitlines(), start=1):
        for todo in _TODO.findall(line):
            yield f"{name}, line {number}: {todo}"


def _lesson_problems(root: Path, lesson: Lesson) -> Iterator[str]:
    functions = ", ".join(f"`{function.name}`" for function in lesson.functions)
    row = f"| [{lesson.number} {lesson.title}]({lesson.notebook}) | {functions} |"
    if row not in _text(root / "README.md"):
        yield f"README.md: the table of lessons lacks the row {row} … |. Write it."
    reference = root / "solutions" / "mnist_course" / f"{lesson.slug}.py"
    yield from _todo_problems(root, reference)
    source = _text(reference)
    for function in lesson.functions:
        if f"def {function.signature}:" not in source:
            yield f"solutions/mnist_course/{lesson.slug}.py has no `def {function.signature}:`, as course.toml says."
        if len(function.hints) < MIN_HINTS:
            yield f"course.toml: {function.name} has {len(function.hints)} hints. Write at least {MIN_HINTS}."
    if not list((root / lesson.tests).glob("test_*.py")):
        yield f"{lesson.tests}/ has no checks. Write test_{lesson.slug}.py there."
    else:
        yield from _test_problems(root, lesson)
    for kind, least in CATALOGUE.items():
        yield from _catalogue_problems(root, lesson, kind, least)
    path = root / "solutions" / f"{lesson.key}.ipynb"
    if not path.exists():
        yield f"solutions/{path.name} is missing. Write it."
        return
    try:
        notebook = read_notebook(path)
    except CourseError:
        return  # _stale_problems has told it.
    for problem in (
        *_section_problems(notebook, lesson),
        *_picture_problems(notebook, path),
        *_output_problems(notebook),
        *(
            todo
            for cell in notebook.cells
            if not _FILLED & {*cell.metadata.get("tags", [])}
            for todo in _TODO.findall(cell.source)
        ),
    ):
        yield f"solutions/{path.name}: {problem}"


def _test_problems(root: Path, lesson: Lesson) -> Iterator[str]:
    """Look at the checks: a class for each function, and in each assertion a message that says what to do."""
    classes: set[str] = set()
    for path in sorted((root / lesson.tests).glob("*.py")):
        yield from _todo_problems(root, path)
        tree = _parsed(path)
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
        for node in ast.parse(_text(path)).body:
            if "mark.essential" in ast.unparse(node):
                # Without a class, it is a check of the lesson's only function.
                marked.add(wanted.get(getattr(node, "name", ""), lesson.functions[0].name))
    return {*wanted.values()} - marked


def _has_advice(message: ast.expr | None) -> bool:
    parts = ast.walk(message) if message else ()
    return any(isinstance(part, ast.Constant) and "→" in str(part.value) for part in parts)


def _catalogue_problems(root: Path, lesson: Lesson, kind: str, least: int) -> Iterator[str]:
    folder = f"tests/course/{kind}/lesson_{lesson.number}"
    names = []
    for path in sorted((root / folder).glob("*.py")):
        yield from _todo_problems(root, path)
        tree = _parsed(path)
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


def _parsed(path: Path) -> ast.Module | str:
    """Return what Python makes of a file, or why it can't."""
    try:
        return ast.parse(_text(path))
    except SyntaxError as error:
        return f"line {error.lineno}: Python can't read it: {error.msg}."


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _section_problems(notebook: nbformat.NotebookNode, lesson: Lesson) -> Iterator[str]:
    tasks = [f"Task {n}: `{f.name}`" for n, f in enumerate(lesson.functions, start=1)]
    wanted = ["The idea", *tasks, "Common mistakes", "Questions", "Recap"]
    sections = _sections(notebook)
    order = [title for title in sections if title in wanted]
    if order != wanted:
        missing = [title for title in wanted if title not in sections]
        yield (
            f"lacks the sections {missing}."
            if missing
            else f"has its sections in the order {order}."
        )
        return
    tags = [tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])]
    for tag in ("header", "next"):
        if tags.count(tag) != 1:
            yield f"should have one cell tagged `{tag}`, and has {tags.count(tag)}."
    for cell, tag, place in (
        (notebook.cells[0], "header", "first"),
        (notebook.cells[-1], "next", "last"),
    ):
        if tag not in cell.metadata.get("tags", []):
            yield f"its {place} cell should be the one tagged `{tag}`. Move it there."
    if not any(_IMAGE.search(cell.source) for cell in sections["The idea"]):
        yield "shows no figure in the section The idea."
    for title, function in zip(tasks, lesson.functions, strict=True):
        cells = sections[title]
        text = "\n".join(cell.source for cell in cells)
        code = [cell for cell in cells if cell.cell_type == "code"]
        hints = [
            cell
            for cell in cells
            if "hints" in cell.metadata.get("tags", [])
            and cell.metadata.get("function") == function.name
        ]
        trying = [n for n, cell in enumerate(cells) if "### Try it" in cell.source]
        for present, what in (
            ("What is checked" in text, "a paragraph `What is checked, and why it matters.`"),
            (bool(hints), "a cell tagged `hints` for its function"),
            (
                any(f'check("{function.name}")' in cell.source for cell in code),
                f'a cell check("{function.name}")',
            ),
            (
                trying and any(cell.cell_type == "code" for cell in cells[trying[0] :]),
                "a part `### Try it` with a code cell",
            ),
        ):
            if not present:
                yield f"lacks {what} in the section {title}."
    answers = sum(cell.source.count("<details>") for cell in sections["Questions"])
    if answers < MIN_QUESTIONS:
        yield f"has {answers} questions with a folded answer. Write at least {MIN_QUESTIONS}."


def _sections(notebook: nbformat.NotebookNode) -> dict[str, list]:
    sections: dict[str, list] = {}
    title = ""
    for cell in notebook.cells:
        heading = re.search(r"^## (.+)$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and heading:
            title = heading[1].strip()
        sections.setdefault(title, []).append(cell)
    return sections


def _picture_problems(notebook: nbformat.NotebookNode, path: Path) -> Iterator[str]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            for image in _IMAGE.finditer(cell.source):
                if not image["alt"].strip():
                    yield f"the picture {image['file']} has no text alternative."
                if not (path.parent / image["file"]).exists():
                    yield f"the picture {image['file']} does not exist."
        elif any(
            kind.startswith("image/") for output in cell.outputs for kind in output.get("data", {})
        ):
            if not cell.metadata.get("alt"):
                yield f"a cell draws a picture and has no `alt` in its metadata: {cell.source[:60]!r}."


def _output_problems(notebook: nbformat.NotebookNode) -> Iterator[str]:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        yield "was not executed from top to bottom: run `course dev execute NN`."
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        if any(output.output_type == "error" for output in outputs):
            yield f"a cell ended in an error: {cell.source[:60]!r}."
        texts = [cell.source]
        for output in outputs:
            texts.append(output.get("text", ""))
            texts += [v for k, v in output.get("data", {}).items() if not k.startswith("image/")]
        for text in texts:
            text = text if isinstance(text, str) else json.dumps(text)
            absolute = _ABSOLUTE_PATH.search(_COLOUR_CODE.sub("", text))
            if absolute:
                yield f"holds the absolute path {absolute[0]}."


def _check_run_problems(root: Path) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        stubs = Path(folder) / "stubs"
        (stubs / "mnist_course").mkdir(parents=True)
        (stubs / "mnist_course" / "__init__.py").touch()
        for path, text in build_stubs(root).items():
            (stubs / "mnist_course" / path.name).write_text(text, encoding="utf-8")
        try:
            # Each check by itself: one that never calls the function would pass.
            on_stubs = _run(root, stubs, Path(folder) / "stubs.json", "--every")
            on_reference = _run(root, root / "solutions", Path(folder) / "reference.json")
        except CourseError as error:
            return [str(error)]
    untouched = {Status.NOT_STARTED, Status.WAITING}
    checked = {result.function for result in on_reference}
    functions = load_manifest(root / "course.toml").functions.values()
    return [
        *(
            f"tests/lesson_{function.lesson_number} has no check of {function.name}. Write one."
            for function in functions
            if function.name not in checked
        ),
        *(
            f"tests/lesson_{r.lesson}: the stub of {r.function} is judged `{r.status.value}` by the check "
            f"`{r.check}`. It should be not started."
            for r in on_stubs
            if r.status not in untouched
        ),
        *(
            f"tests/lesson_{r.lesson}: the reference of {r.function} fails the check `{r.check}`: {r.message}"
            for r in on_reference
            if not r.passed
        ),
    ]


def _run(root: Path, learner: Path, file: Path, *options: str) -> list[CheckResult]:
    command = [
        sys.executable,
        "-m",
        "pytest",
        f"--learner={learner}",
        f"--results={file}",
        *options,
    ]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, encoding="utf-8")
    # pytest's exit codes: 0 all passed, 1 some failed. With any other one it did not run all checks.
    if run.returncode not in (0, 1) or not file.exists():
        raise CourseError(
            f"tests/: the checks could not run. pytest says:\n{run.stdout}{run.stderr}"
        )
    return load_results(file)
