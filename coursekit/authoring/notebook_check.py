"""What a lesson's solution notebook lacks: sections, pictures with a text alternative, outputs in order."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from coursekit.authoring.texts import TODO
from coursekit.manifest import Function, Lesson

MIN_QUESTIONS = 2

IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<file>[^)]+)\)")

_FILLED = {"header", "hints", "next"}

# A slash or a drive letter at the start of a word, and at least two folders: no URL, no "and/or".
_ABSOLUTE_PATH = re.compile(
    r"(?:(?<![\w./~\\<)\]*])|(?<=file://))(?:/[\w.-]+){2,}/?"
    r"|\b[A-Z]:\\\w+|\b[A-Za-z]:[\\/]\w+[\\/]\w+"
)

_COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")


def notebook_problems(notebook: nbformat.NotebookNode, path: Path, lesson: Lesson) -> Iterator[str]:
    """Say what is wrong with a notebook that lies at `path`."""
    yield from _section_problems(notebook, lesson)
    yield from _picture_problems(notebook, path)
    yield from _output_problems(notebook)
    for cell in notebook.cells:
        if not _FILLED & {*cell.metadata.get("tags", [])}:
            yield from TODO.findall(cell.source)


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
    if not any(IMAGE.search(cell.source) for cell in sections["The idea"]):
        yield "shows no figure in the section The idea."
    for title, function in zip(tasks, lesson.functions, strict=True):
        yield from _task_problems(sections[title], title, function)
    answers = sum(cell.source.count("<details>") for cell in sections["Questions"])
    if answers < MIN_QUESTIONS:
        yield f"has {answers} questions with a folded answer. Write at least {MIN_QUESTIONS}."


def _task_problems(
    cells: list[nbformat.NotebookNode], title: str, function: Function
) -> Iterator[str]:
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


def _sections(notebook: nbformat.NotebookNode) -> dict[str, list[Any]]:
    sections: dict[str, list[Any]] = {}
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
            for image in IMAGE.finditer(cell.source):
                if not image["alt"].strip():
                    yield f"the picture {image['file']} has no text alternative."
                if not (path.parent / image["file"]).exists():
                    yield f"the picture {image['file']} does not exist."
        elif not cell.metadata.get("alt") and any(
            kind.startswith("image/") for output in cell.outputs for kind in output.get("data", {})
        ):
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
