"""What opens the course in a browser, without an installation: badges, and a notebook of each lesson for Google Colab.

All of it is made from the address in course.toml. A fork that writes its own address there gets badges that open the
fork.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from coursekit.authoring.course_files import between_marks, name_of, text_of
from coursekit.findings import Finding
from coursekit.manifest import Lesson, Manifest

COLAB = "colab"
"""The folder of the notebooks for Colab. They differ from the lessons: a copy on somebody's Drive has no files beside
it, so that pictures and links need a whole address, and a first cell brings the course."""

_BADGE = re.compile(
    r"https://(?:colab\.research\.google\.com/github|codespaces\.new|raw\.githubusercontent\.com)"
    r"/[^\s)\"\\]+"
)


def build_badges(root: Path, manifest: Manifest) -> dict[Path, str]:
    """Return what the README should say: its badges stand between marks. Nothing where there is no README."""
    path = root / "README.md"
    text = text_of(path)
    return {path: between_marks(text, "badges", _badges(manifest))} if text else {}


def add_badge(notebook: nbformat.NotebookNode, lesson: Lesson, manifest: Manifest) -> None:
    """Put the badge that opens a lesson in Colab under the lesson's title."""
    first = notebook.cells[0]
    title, _, rest = first.source.partition("\n\n")
    first.source = f"{title}\n\n{_colab_badge(manifest, lesson)}\n\n{rest}"


def colab_notebook(
    learners: nbformat.NotebookNode, lesson: Lesson, manifest: Manifest
) -> nbformat.NotebookNode:
    """Return a lesson's notebook for Colab: its first cells bring the course, its last one takes the work home."""
    notebook: nbformat.NotebookNode = deepcopy(learners)
    places = _places(manifest)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = re.sub(r"\]\(\.\./", f"]({places['raw']}/", cell.source)
            cell.source = re.sub(r"\]\((\w+\.ipynb)\)", rf"]({places['colab']}/\1)", cell.source)
    begin = new_code_cell(
        _BEGIN.format(
            lesson=lesson,
            ref=manifest.ref,
            repository=manifest.repository,
            folder=manifest.repository.rpartition("/")[2],
        )
    )
    notebook.cells[1:1] = [new_markdown_cell(_ABOUT), begin]
    notebook.cells += [new_markdown_cell(_ABOUT_END), new_code_cell(_END)]
    for place, cell in enumerate(notebook.cells):
        cell.id = f"colab-{place:02}"
    return notebook


def badge_findings(root: Path, manifest: Manifest) -> Iterator[Finding]:
    """Say which badges of the README and of notebooks open something else than course.toml's address."""
    right = tuple(_places(manifest).values()) if manifest.repository else ()
    files = [root / "README.md"]
    for folder in ("lessons", "solutions", COLAB):
        files += sorted((root / folder).glob("*.ipynb"))
    for path in files:
        for number, line in enumerate(text_of(path).splitlines(), start=1):
            for badge in _BADGE.findall(line):
                if not badge.startswith(right):
                    what = f"{badge} is not at the address of course.toml."
                    to_do = "Write your address in course.toml, as repository and ref; then `course dev build`."
                    yield Finding(name_of(root, path), number, "badge-elsewhere", what, to_do)


def origin_note(root: Path, manifest: Manifest) -> str:
    """Return what an author of a fork may have forgotten: that this clone comes from another address than course.toml's.

    It is no finding: who prepares a change for the course in a fork leaves its address alone.
    """
    if shutil.which("git") is None:
        return ""
    command = ["git", "-C", str(root), "remote", "get-url", "origin"]
    said = subprocess.run(command, capture_output=True, text=True).stdout
    found = re.search(r"github\.com[:/]([\w-]+/[\w.-]+?)(?:\.git)?/?$", said.strip())
    origin = f"https://github.com/{found[1]}" if found else ""
    if origin.lower() in ("", manifest.repository.lower()):
        return ""
    now = f"open {manifest.repository}" if manifest.repository else "are not made"
    return (
        f"Badges {now}. This clone comes from {origin}.\n"
        f'→ If that is where your course lies, write repository = "{origin}" in course.toml, and run this again.'
    )


def _places(manifest: Manifest) -> dict[str, str]:
    """Return how addresses begin that open the course, or a file of it."""
    name, ref = manifest.repository.removeprefix("https://github.com/"), manifest.ref
    return {
        "colab": f"https://colab.research.google.com/github/{name}/blob/{ref}/{COLAB}",
        "codespaces": f"https://codespaces.new/{name}/tree/{ref}",
        "raw": f"https://raw.githubusercontent.com/{name}/{ref}",
    }


def _badges(manifest: Manifest) -> list[str]:
    if not manifest.repository or not manifest.lessons:
        return []
    first, places = manifest.lessons[0], _places(manifest)
    return [
        f"[![Open in GitHub Codespaces](https://github.com/codespaces/badge.svg)]({places['codespaces']})",
        _colab_badge(manifest, first),
    ]


def _colab_badge(manifest: Manifest, lesson: Lesson) -> str:
    image = "https://colab.research.google.com/assets/colab-badge.svg"
    return f"[![Open in Colab]({image})]({_places(manifest)['colab']}/{lesson.key}.ipynb)"


_ABOUT = """\
**In Google Colab.** Run the next cell first. It brings the course here, asks for your Google Drive to keep your work there, \
and opens the file that you write in beside this notebook. So you need no file browser, where the lesson speaks of \
JupyterLab's. Where it says to run a command in a terminal, run it in a new cell, with `%` before it: `%course hint 1`."""

_BEGIN = """\
import subprocess
import sys
from pathlib import Path

try:
    import google.colab
except ImportError:
    print("This notebook is for Google Colab. On your computer, open {lesson.notebook}.")
else:
    course = Path("{folder}").resolve()
    clone = ["git", "clone", "--quiet", "--depth=1", "--branch={ref}", "{repository}", course]
    if not course.exists() and subprocess.run(clone).returncode:
        raise SystemExit("The course did not come. Is {repository} there, with a branch or tag {ref}?")
    sys.path.insert(0, str(course))
    from coursekit.learning.colab import begin

    begin("{lesson.number}")"""

_ABOUT_END = """\
**Before you close this notebook.** With your Google Drive, your work is kept already. Without it, the next cell downloads \
your work as a zip. The notebook of the next lesson takes it back.

**To hand in your work,** run `%course hand-in --name "Your name"` in a new cell. It names the zip that it makes: in the list \
of files at the left, a right click downloads it."""

_END = """\
from coursekit.learning.colab import take_home

take_home()"""
