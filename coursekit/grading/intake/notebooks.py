"""Work that was written into a notebook in place of the package. A notebook is read as JSON; no cell of it is run."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from coursekit.grading.intake.archive import Place, read_bytes
from coursekit.grading.intake.top_level import Statement, statements
from coursekit.manifest import load_manifest

_MOST_BYTES = 20 * 2**20
"""A notebook holds its pictures too."""

_MAGIC = re.compile(r"^\s*[%!?].*$", re.MULTILINE)
"""Lines that only IPython knows."""


@dataclass(frozen=True)
class Notebook:
    """What a notebook defines at the left margin of its code cells."""

    name: str
    imports: list[Statement] = field(default_factory=list)
    functions: list[Statement] = field(default_factory=list)

    @property
    def written(self) -> set[str]:
        """The course's functions that are written in it."""
        known = load_manifest().functions
        return {one.names[0] for one in self.functions if one.names[0] in known and one.is_written}


def read_notebook(name: str, place: Place) -> Notebook | None:
    """Return what a notebook defines; None when it can't be read, or is none."""
    content = read_bytes(place, _MOST_BYTES)
    try:
        cells = json.loads(content or b"")["cells"]
        sources = [_source(cell) for cell in cells if cell.get("cell_type") == "code"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    notebook = Notebook(name)
    for source in sources:
        try:
            found = statements(_MAGIC.sub("", source) + "\n")
        except ValueError:
            continue
        notebook.imports.extend(one for one in found if one.kind == "import")
        notebook.functions.extend(one for one in found if one.kind == "def")
    return notebook


def module_from(notebook: Notebook, wanted: set[str], taken: set[str]) -> str:
    """Return the functions that are wanted, with the helpers and imports of the notebook that they use.

    Parameters
    ----------
    notebook
        Where they are.
    wanted
        Functions of the course.
    taken
        Names that the module has already: a helper of that name is left out.
    """
    defined = {one.names[0] for one in notebook.functions}
    needed, found = set(wanted), set[str]()
    while needed:
        found |= needed
        used = {word for one in notebook.functions if one.names[0] in needed for word in one.tokens}
        # Functions of the course that are not wanted are another module's, or written in the package.
        needed = (used & defined) - found - taken - load_manifest().functions.keys()
    chosen = [one for one in notebook.functions if one.names[0] in found]
    words = {word for one in chosen for word in one.tokens}
    imports = [one.text for one in notebook.imports if words & set(one.names) or "*" in one.names]
    return "\n".join([*dict.fromkeys(imports), *(f"\n{one.text}" for one in chosen)])


def _source(cell: dict[str, Any]) -> str:
    source = cell.get("source", "")
    text = "".join(source) if isinstance(source, list) else str(source)
    # Another language, or text: %%bash, %%html. What only measures is Python.
    first = text.lstrip().partition("\n")[0]
    return "" if first.startswith("%%") and not re.match(r"%%(time|capture)", first) else text
