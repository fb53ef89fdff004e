"""Gradescope: "Export Submissions" gives a folder for each submission, and says in `submission_metadata.yml` whose it is.

The file is written by Ruby: a submission's folder, and in it :submitters: (with :name:, :sid: and :email:) and :created_at:.
"""

import re
from datetime import datetime, timezone
from typing import Any

from coursekit.errors import CourseError
from coursekit.grading.intake.archive import Place, child_of, is_link, read_bytes
from coursekit.grading.intake.submission import Named, Sender

METADATA = "submission_metadata.yml"

_MOST_BYTES = 64 * 2**20
"""It holds the results of all earlier attempts too."""


def named_by_gradescope(folder: Place) -> dict[str, list[Named]]:
    """Return by the names of folders whose each is: of several students, where they worked together.

    Raises
    ------
    CourseError
        When the folder has such a file, and it can't be read.
    """
    file = child_of(folder, METADATA)
    if file is None or is_link(file):
        return {}
    content = read_bytes(file, _MOST_BYTES)
    try:
        entries = _parsed(content or b"")
        return {str(name): _named(str(name), entry) for name, entry in entries.items()}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise CourseError(
            f"{METADATA} in {folder.name} can't be read: {error}.\n→ Export the submissions from Gradescope once more."
        ) from error


def _named(name: str, entry: dict[str, Any]) -> list[Named]:
    time = entry.get(":created_at")
    if isinstance(time, datetime) and time.tzinfo is None:
        # YAML's times are UTC where they say nothing else.
        time = time.replace(tzinfo=timezone.utc)
    return [
        Named(
            Sender(
                "gradescope",
                str(one.get(":name") or ""),
                "",
                tuple(str(one[key]) for key in (":sid", ":email") if one.get(key)),
            ),
            "",
            attempt=name,
            time=time if isinstance(time, datetime) else None,
        )
        for one in entry.get(":submitters") or []
    ]


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        import yaml
    except ModuleNotFoundError:
        raise CourseError(f"{METADATA} needs PyYAML.\n→ Run: pip install -e '.[grade]'") from None
    try:
        found = yaml.safe_load(_wanted_lines(content.decode("utf-8", "replace")))
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error
    return found or {}


def _wanted_lines(text: str) -> str:
    """Return what says whose a submission is, and when it came: results and history can be a hundred times as long."""
    kept, wanted = [], True
    for line in text.splitlines():
        if key := re.match(r"  :(\w+):", line):
            wanted = key[1] in ("submitters", "created_at")
        elif line[:1].strip():
            wanted = True
        if wanted:
            kept.append(line)
    return "\n".join(kept)
