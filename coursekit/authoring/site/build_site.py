"""``course dev site``: gathers the pages in a folder, and lets Sphinx make the site of them."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import nbformat

from coursekit.authoring.site.example_class import class_report
from coursekit.authoring.site.running import run
from coursekit.errors import CourseError
from coursekit.manifest import Lesson, Manifest, load_manifest

HERE = Path(__file__).parent
START = "index.md"
"""The first page: the README, by the name that a web server looks for."""

PAGES = {
    "README.md": START,
    **{
        name: name
        for name in (
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "SECURITY.md",
            "docs/installing.md",
            "docs/browser.md",
            "docs/grading.md",
            "docs/class_copy.md",
            "docs/platforms.md",
            "docs/promises.md",
            "docs/points_left.md",
            "docs/accessibility.md",
            "docs/site.md",
        )
    },
}
"""Files of the course that become pages, and what they are called there."""

_LEFT_OUT = (".buildinfo", "objects.inv", "webpack-macros.html")
"""What Sphinx and its theme write for themselves."""

_DRAWING_PAGE = """\
import sys
from pathlib import Path
from coursekit import load_or_train
from coursekit.learning.page import write_page
load_or_train()
write_page(Path(sys.argv[1]))
"""
"""Run with the reference as the learner's functions: it trains unless it has done so before."""


def build_site(root: Path, out: Path, solutions: bool, data: str, lessons: str) -> None:
    """Make the site.

    Parameters
    ----------
    root
        The course folder.
    out
        Where the site goes. What a site before left there, and this one has not, is deleted.
    solutions
        Whether the solutions are pages, too.
    data
        The digits that the network is trained on: sample, full, or a path to mnist.npz.
    lessons
        What the invented class is graded in, as ``course grade --lessons`` takes it.

    Raises
    ------
    CourseError
        When Sphinx is missing, a link leads nowhere, or a page can't be made.
    """
    if find_spec("myst_nb") is None or find_spec("pydata_sphinx_theme") is None:
        raise CourseError("Sphinx is missing.\n→ Install it: pip install -e '.[site,grade]'")
    with tempfile.TemporaryDirectory() as temporary:
        source, made = Path(temporary, "source"), Path(temporary, "site")
        extra = source / "extra"
        shutil.copytree(HERE, source, ignore=shutil.ignore_patterns("__*", "pages", "[!c]*.py"))
        extra.mkdir()
        with ThreadPoolExecutor() as both:
            drawing = both.submit(_drawing_page, root, data, extra / "drawing.html")
            report = both.submit(class_report, root, lessons, extra / "class_report.html")
            gather(root, source, solutions)
            drawing.result(), report.result()
        # A warning is an error: most are links that lead nowhere.
        options = ["-W", "--keep-going", "-q", "-j", "2", "-d", Path(temporary, "read")]
        run([sys.executable, "-m", "sphinx", *options, source, made], root, {})
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(made, out, ignore=shutil.ignore_patterns(*_LEFT_OUT))


def gather(root: Path, source: Path, solutions: bool) -> None:
    """Put the pages into the folder `source`, as Sphinx reads them."""
    manifest = load_manifest(root / "course.toml")
    shutil.copytree(
        root / "docs" / "figures",
        source / "docs" / "figures",
        ignore=shutil.ignore_patterns("[!0-9a-z]*", "*.py", "*.json"),
    )
    kinds = ["lessons", "solutions"] if solutions else ["lessons"]
    for kind in kinds:
        (source / kind).mkdir()
        for lesson in manifest.lessons:
            notebook = _notebook(root, lesson, kind)
            nbformat.write(notebook, source / kind / f"{lesson.key}.ipynb")
        _write(source / kind / "index.md", "\n".join(_contents(manifest, kind)))
    _write(source / "glossary.md", "\n".join(_glossary(manifest)))
    for page in (HERE / "pages").glob("*.md"):
        shutil.copy(page, source)
    for file, name in PAGES.items():
        text = (root / file).read_text(encoding="utf-8")
        _write(source / name, _with_links_of_the_site(_plain_badges(text), root, file))
    top = [
        *(f"{kind}/index" for kind in kinds),
        "glossary",
        "Draw a digit <try>",
        "Install <docs/installing>",
        "Instructors <instructors>",
    ]
    _add_below(source / START, top)
    _add_below(source / "docs" / "installing.md", ["browser"])


def _notebook(root: Path, lesson: Lesson, kind: str) -> nbformat.NotebookNode:
    """Return a notebook with what its cells show.

    A learner's has no outputs. It gets those of the solution's same cells, but not what the checks said there.
    """
    solved = nbformat.read(root / "solutions" / f"{lesson.key}.ipynb", as_version=4)
    notebook: nbformat.NotebookNode = nbformat.read(
        root / kind / f"{lesson.key}.ipynb", as_version=4
    )
    shown = {
        cell.source: cell.outputs
        for cell in solved.cells
        if cell.cell_type == "code" and not re.match(r'check\("', cell.source)
    }
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if kind == "lessons":
            cell.outputs = shown.get(cell.source, [])
        if alt := cell.metadata.get("alt"):
            cell.metadata["mystnb"] = {"image": {"alt": alt}}
    first = notebook.cells[0]
    title, _, rest = _plain_badges(first.source).partition("\n\n")
    first.source = (
        f"{title}\n\n:::{{note}}\nHere you read the {'lesson' if kind == 'lessons' else 'solution'}. To work on it, "
        f"[install the course](../{START}#start) and open `{kind}/{lesson.key}.ipynb` there.\n:::\n\n{rest}"
    )
    return notebook


def _plain_badges(text: str) -> str:
    """Return a text with links of words in place of badges: their pictures lie on other servers."""
    return re.sub(r"!\[(Open in [^\]]*)\]\([^)]*\)", r"\1", text)


def _add_below(page: Path, pages: list[str]) -> None:
    """Put pages below a page in the site's menus."""
    with page.open("a", encoding="utf-8") as text:
        text.write("\n".join(["", "```{toctree}", ":hidden:", "", *pages, "```", ""]))


def _contents(manifest: Manifest, kind: str) -> Iterator[str]:
    yield f"# {kind.capitalize()}\n"
    for lesson in manifest.lessons:
        yield f"- [{lesson.number} {lesson.title}]({lesson.key}.ipynb). {lesson.goal} ({lesson.minutes} minutes)"
    yield "\n```{toctree}\n:hidden:\n"
    yield from (f"{lesson.number} {lesson.title} <{lesson.key}>" for lesson in manifest.lessons)
    yield "```"


def _glossary(manifest: Manifest) -> Iterator[str]:
    yield "# Glossary\n\nThe words of the subject, and the lesson that explains each first.\n"
    for term in sorted(manifest.terms, key=lambda term: term.words[0].lower()):
        lesson = manifest.lesson(term.lesson)
        yield f"{term.words[0]}"
        yield f": {term.means} [Lesson {lesson.number}](lessons/{lesson.key}.ipynb)\n"


def _with_links_of_the_site(text: str, root: Path, file: str) -> str:
    """Return a page in which links to other pages lead there, and links to what is only in the course are plain text."""

    def link(found: re.Match[str]) -> str:
        words, target, part = found.groups(default="")
        name = os.path.normpath(Path(file).parent / target).replace(os.sep, "/")
        if name in PAGES:
            back = os.path.relpath(PAGES[name], Path(file).parent).replace(os.sep, "/")
            return f"[{words}]({back}{part})"
        on_the_site = name.startswith("lessons/") or name.endswith(".png")
        # What does not exist stays a link, and Sphinx says so.
        return words if (root / name).exists() and not on_the_site else found[0]

    return re.sub(r"(?<!!)\[([^\]]*)\]\((?!\w+:|#)([^)#\s]+)(#[^)\s]*)?\)", link, text)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _drawing_page(root: Path, data: str, out: Path) -> None:
    # In solutions/, an import of mnist_course means the reference.
    variables = {"PYTHONPATH": str(root), "MNIST_COURSE_DATA": data}
    run([sys.executable, "-c", _DRAWING_PAGE, out], root / "solutions", variables)
