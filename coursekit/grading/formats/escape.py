"""Makes harmless what students wrote: names and texts that go into file names, tables, pages and logs."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import chain, count

from coursekit.grading.plain_text import one_line, plain

_NAME_BYTES = 120
"""Of a file's name, which may have 255 with its ending and what stands there while it is written."""

_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9])\s*(\.|$)", re.I)
"""Names of devices on Windows, with any ending."""

_FORMULA = re.compile(r"(^|[;,|])(?=[^\w;,|]*[=+\-@＝＋－＠])")
"""Where a spreadsheet could find a formula: at the start of a cell, also of one that it cuts at another separator."""

_MARKDOWN = re.compile(
    r"([\\`*{}\[\]|#~!$@^]|(?<![^\W_])_|_(?![^\W_])|^[-=+]|:(?=\S)|(?<=www)\.)", re.I
)
"""What means something in Markdown. A single _ between letters does not: most names stay as they are."""

_NUMBERED = re.compile(r"^(\d+)([.)])")


def file_names(names: Iterable[str]) -> list[str]:
    """Return a file's name for each name, without ending: fit for every system, and no two alike."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        clean = _file_name(name)
        tries = chain([clean], (f"{clean}-{number}" for number in count(2)))
        free = next(one for one in tries if one.casefold() not in taken)
        taken.add(free.casefold())
        found.append(free)
    return found


def cell(value: object) -> object:
    """Return a value for a CSV file: texts in one line, and an apostrophe before what would be a formula."""
    return _FORMULA.sub(r"\1'", one_line(value)) if isinstance(value, str) else value


def markdown(text: str) -> str:
    """Return a text as one line of Markdown that shows just it: no markup, HTML or link comes of it."""
    line = _NUMBERED.sub(r"\1\\\2", _MARKDOWN.sub(r"\\\1", one_line(text)))
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def fenced(text: str) -> str:
    """Return a text as a block of code in Markdown; its fence is longer than any in the text."""
    text = plain(text)
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}text\n{text}\n{fence}"


def log_line(text: str) -> str:
    """Return a text as one line in which a CI system finds no command: ``::error::``, ``##[error]``, ``##vso[…]``."""
    return re.sub(r"##(?=\w*\[)", "## ", one_line(text).replace("::", ": :"))


def _file_name(name: str) -> str:
    name = re.sub(r"[^\w .,@()+-]", "_", unicodedata.normalize("NFKC", plain(name)))
    name = name.encode()[:_NAME_BYTES].decode(errors="ignore").lstrip(" .-").rstrip(" .")
    return f"_{name}" if not name or _RESERVED.match(name) else name
