"""What a lesson's solution notebook lacks: sections, pictures with a text alternative, outputs in order."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat

from coursekit.authoring.course_files import TODO, name_of, text_of
from coursekit.findings import Finding, line_of
from coursekit.manifest import Function, Lesson

MIN_QUESTIONS = 2

IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<file>[^)]+)\)")

_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)

_FILLED = {"header", "hints", "next"}

# A slash or a drive letter at the start of a word, and at least two folders: no URL, no "and/or".
_ABSOLUTE_PATH = re.compile(
    r"(?:(?<![\w./~\\<)\]*])|(?<=file://))(?:/[\w.-]+){2,}/?"
    r"|\b[A-Z]:\\\w+|\b[A-Za-z]:[\\/]\w+[\\/]\w+"
)

_COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")


class _Notebook:
    """A notebook whose findings know the line of its file that they are about."""

    def __init__(self, root: Path, path: Path, notebook: nbformat.NotebookNode) -> None:
        self.cells = notebook.cells
        self.folder = path.parent
        self._file = name_of(root, path)
        self._text = text_of(path)

    def found(self, rule: str, what: str, to_do: str, words: str = "", cell: Any = None) -> Finding:
        """Return what is wrong where these words stand, in this cell if one is given; without any, in the whole."""
        # An id stands before what its cell says.
        start = max(0, self._text.find(f'"{cell.get("id")}"')) if cell else 0
        before, after = self._text[:start], self._text[start:]
        line = line_of(after, json.dumps(words, ensure_ascii=False)[1:-1].partition("\\n")[0])
        return Finding(self._file, line and before.count("\n") + line, rule, what, to_do)


def notebook_findings(
    root: Path, path: Path, notebook: nbformat.NotebookNode, lesson: Lesson
) -> Iterator[Finding]:
    """Say what is wrong with a notebook that lies at `path`."""
    checked = _Notebook(root, path, notebook)
    yield from _section_findings(checked, lesson)
    yield from _picture_findings(checked)
    yield from _output_findings(checked)
    for cell in notebook.cells:
        if not _FILLED & {*cell.metadata.get("tags", [])}:
            for todo in TODO.findall(cell.source):
                to_do = "Write it, and take the TODO away."
                yield checked.found("todo", todo.strip(), to_do, todo, cell)


def _section_findings(checked: _Notebook, lesson: Lesson) -> Iterator[Finding]:
    tasks = [f"Task {n}: `{f.name}`" for n, f in enumerate(lesson.functions, start=1)]
    wanted = ["The idea", *tasks, "Common mistakes", "Questions", "Recap"]
    sections = _sections(checked)
    order = [title for title in sections if title in wanted]
    if order != wanted:
        missing = [title for title in wanted if title not in sections]
        what = f"it has its sections in the order {', '.join(order)}."
        if missing:
            what = f"it lacks the sections {', '.join(missing)}."
        yield checked.found("sections", what, f"Let it have {', '.join(wanted)}, in this order.")
        return
    tags = [tag for cell in checked.cells for tag in cell.metadata.get("tags", [])]
    for tag in ("header", "next"):
        if tags.count(tag) != 1:
            what = f"it has {tags.count(tag)} cells tagged `{tag}`."
            yield checked.found("tags", what, "Let it have one.")
    for cell, tag, place in (
        (checked.cells[0], "header", "first"),
        (checked.cells[-1], "next", "last"),
    ):
        if tag not in cell.metadata.get("tags", []):
            what = f"its {place} cell is not the one tagged `{tag}`."
            yield checked.found("tags", what, "Move that one there.", cell.source, cell)
    if not any(_pictures(cell.source) for cell in sections["The idea"]):
        what = "the section The idea shows no figure."
        yield checked.found("no-figure", what, "Draw one, and show it there.", "## The idea")
    for title, function in zip(tasks, lesson.functions, strict=True):
        yield from _task_findings(checked, sections[title], title, function)
    answers = sum(cell.source.count("<details>") for cell in sections["Questions"])
    if answers < MIN_QUESTIONS:
        what = f"it has {answers} questions with a folded answer."
        yield checked.found("questions", what, f"Write at least {MIN_QUESTIONS}.", "## Questions")


def _task_findings(
    checked: _Notebook, cells: list[nbformat.NotebookNode], title: str, function: Function
) -> Iterator[Finding]:
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
        ("What is checked" in text, "paragraph `What is checked, and why it matters.`"),
        (bool(hints), "cell tagged `hints` for its function"),
        (
            any(f'check("{function.name}")' in cell.source for cell in code),
            f'cell check("{function.name}")',
        ),
        (
            trying and any(cell.cell_type == "code" for cell in cells[trying[0] :]),
            "part `### Try it` with a code cell",
        ),
    ):
        if not present:
            said = f"the section {title} lacks a {what}."
            yield checked.found("task", said, "Write it there.", f"## {title}")


def _sections(checked: _Notebook) -> dict[str, list[Any]]:
    sections: dict[str, list[Any]] = {}
    title = ""
    for cell in checked.cells:
        heading = re.search(r"^## (.+)$", cell.source, re.MULTILINE)
        if cell.cell_type == "markdown" and heading:
            title = heading[1].strip()
        sections.setdefault(title, []).append(cell)
    return sections


def _picture_findings(checked: _Notebook) -> Iterator[Finding]:
    for cell in checked.cells:
        if cell.cell_type == "markdown":
            # What a build makes of the header shows its metadata's text.
            told = cell.metadata.get("figure", {}).get("alt", "")
            for file, alt, place, to_do in _pictures(cell.source):
                if "header" in cell.metadata.get("tags", []):
                    to_do = 'Write it as "alt" beside its "file", in the cell\'s metadata.'
                if not (alt or told).strip():
                    what = f"the picture {file} has no text alternative."
                    yield checked.found("no-alt", what, to_do, place, cell)
                if not (checked.folder / file).exists():
                    what = f"the picture {file} does not exist."
                    to_do = "Draw it, or name another one."
                    yield checked.found("no-picture", what, to_do, place, cell)
        elif not cell.metadata.get("alt") and any(
            # Image(…, alt="…") says it itself.
            kind.startswith("image/") and not output.metadata.get(kind, {}).get("alt")
            for output in cell.outputs
            for kind in output.get("data", {})
        ):
            what = "a cell draws a picture and has no `alt` in its metadata."
            yield checked.found("no-alt", what, "Write there what it shows.", cell.source, cell)


def _pictures(text: str) -> list[tuple[str, str, str, str]]:
    """Return what Markdown shows, as ``![…](…)`` or as ``<img>``: file, text alternative, words there, where to write it."""
    text = _CODE.sub("", text)
    to_do = "Write between the square brackets what it shows."
    found = [
        (image["file"], image["alt"], f"({image['file']})", to_do) for image in IMAGE.finditer(text)
    ]
    parser = _Images()
    parser.feed(text)
    return found + parser.found


class _Images(HTMLParser):
    """Notes in `found` each ``<img>``, as `_pictures` returns it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it when it is an ``<img>``."""
        if tag == "img":
            said, words = dict(attrs), self.get_starttag_text() or ""
            to_do = 'Write alt="…" into its tag: what it shows.'
            self.found.append((said.get("src") or "", said.get("alt") or "", words, to_do))


def _output_findings(checked: _Notebook) -> Iterator[Finding]:
    for cell in checked.cells:
        outputs = cell.get("outputs", [])
        if any(output.output_type == "error" for output in outputs):
            what = "a cell ended in an error."
            yield checked.found("error-stored", what, "Correct the cell.", cell.source, cell)
        texts = [cell.source]
        for output in outputs:
            texts.append(output.get("text", ""))
            texts += [v for k, v in output.get("data", {}).items() if not k.startswith("image/")]
        for text in texts:
            text = text if isinstance(text, str) else json.dumps(text)
            absolute = _ABSOLUTE_PATH.search(_COLOUR_CODE.sub("", text))
            if absolute:
                what = f"it holds the absolute path {absolute[0]}."
                to_do = "Print paths from the course's folder on."
                yield checked.found("absolute-path", what, to_do, absolute[0], cell)
