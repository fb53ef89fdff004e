"""What pictures and stored outputs were made from, kept beside them, so that a change afterwards is found.

Of each source, a hash is kept. A source is a file, or a definition in one with all that it may use:
``docs/figures/make_figures_13.py::draw_13_idea`` is the script without its other drawings.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from coursekit.authoring.course_files import text_of, tree_of
from coursekit.findings import STALE, Finding
from coursekit.source import definitions

PICTURES = "docs/figures/made_from.json"
"""Of each picture, its sources with their hashes, and the command that makes it."""

_SIBLINGS = ("draw_", "Test")
"""How definitions begin of which a file has many, each for itself."""


def hashes(root: Path, sources: Iterable[str]) -> dict[str, str]:
    """Return the hash of each source; an empty one for what is not there."""
    return {source: hash_of(_text(root, source)) for source in sorted(sources)}


def changed(root: Path, kept: dict[str, str]) -> list[str]:
    """Return the sources that are no longer what they were."""
    now = hashes(root, kept)
    return [source for source, old in kept.items() if now[source] != old]


def keep_picture(root: Path, name: str, sources: Iterable[str], command: str) -> None:
    """Note what a picture in ``docs/figures/`` was made from, and by which command."""
    kept = _pictures(root).items()
    pictures = {old: made for old, made in kept if (root / "docs/figures" / old).exists()}
    pictures[name] = {"command": command, "sources": hashes(root, sources)}
    text = json.dumps(pictures, indent=1, sort_keys=True) + "\n"
    (root / PICTURES).write_text(text, encoding="utf-8", newline="\n")


def picture_findings(root: Path) -> Iterator[Finding]:
    """Say of which pictures nobody knows what they were made from, or that this has changed or gone since."""
    pictures = _pictures(root)
    for path in sorted((root / "docs" / "figures").glob("*.png")):
        file, picture = f"docs/figures/{path.name}", pictures.get(path.name)
        if picture is None:
            to_do = "Let a `draw_` function of a make_figures_NN.py draw it, or delete it."
            what = "nothing says what it was made from."
            yield Finding(file, 0, "picture-of-nothing", what, to_do)
            continue
        now = hashes(root, picture["sources"])
        for source in changed(root, picture["sources"]):
            if now[source]:
                yield Finding(file, 0, STALE, f"{source} has changed since.", picture["command"])
            else:
                what = f"what it was made from is gone: {source}."
                yield Finding(file, 0, "source-gone", what, "Bring it back, or delete the picture.")


def modules_used(root: Path, sources: Iterable[str]) -> set[str]:
    """Return the reference's modules that code imports, and those that these import."""
    found: set[str] = set()
    waiting = list(sources)
    while waiting:
        for slug in re.findall(r"^\s*from mnist_course\.(\w+) import", waiting.pop(), re.MULTILINE):
            file = f"solutions/mnist_course/{slug}.py"
            if file not in found:
                found.add(file)
                waiting.append(text_of(root / file))
    return found


def _pictures(root: Path) -> dict[str, dict[str, Any]]:
    pictures: dict[str, dict[str, Any]] = json.loads(text_of(root / PICTURES) or "{}")
    return pictures


def _text(root: Path, source: str) -> str:
    file, _, name = source.partition("::")
    text = text_of(root / file)
    if not name:
        return text
    try:
        found = definitions(tree_of(text))
    except SyntaxError:
        return text
    if name not in found:
        return ""
    lines = text.splitlines()
    for other, node in found.items():
        if other != name and other.startswith(_SIBLINGS):
            lines[node.lineno - 1 : node.end_lineno] = [""] * (
                (node.end_lineno or 0) - node.lineno + 1
            )
    return "\n".join(line.rstrip() for line in lines if line.strip())


def hash_of(text: str) -> str:
    """Return a short hash of a text; nothing of none."""
    return hashlib.sha256(text.encode()).hexdigest()[:16] if text else ""
