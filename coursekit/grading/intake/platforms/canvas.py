"""Canvas: "Download Submissions" lays all files side by side, and says in their names whose they are.

``lib/content_zipper.rb`` of canvas-lms writes them: KEY_NUMBER_FILE_name, with LATE before the number of what came after the
due date. KEY is the student's sortable name in small letters, with nothing but letters, their marks, digits and underscores:
nothing at all of a name that has none of these. NUMBER is the user, FILE the attachment. A text that was typed in
ends in _text.html, an address in _link.html. Where names are hidden, anon_xxxxx stands for KEY_NUMBER. All are of the newest attempt.
"""

import re

from coursekit.grading.intake.submission import Named, Sender

_WORD = r"[^\s!-/:-@\[-^`{-~]"
"""A letter, a mark on one, a digit or an underscore of any kind: Python's own \\w has no marks."""

_NAME = re.compile(
    rf"(?:(?P<key>|{_WORD}*?[^\W\d_]{_WORD}*?)_(?P<late>LATE_)?(?P<number>\d+)|(?P<late2>LATE_)?(?P<anonymous>anon_[A-Za-z0-9]+))"
    r"_(?:(?P<file>\d+)_(?P<given>.+\..+)|(?P<entry>text|link)\.html)"
)


def named_by_canvas(name: str) -> Named | None:
    """Return what Canvas says with a file's name, or None."""
    found = _NAME.fullmatch(name)
    if not found:
        return None
    number = found["number"] or found["anonymous"]
    return Named(
        Sender("canvas", found["key"] or "", number),
        found["given"] or f"{found['entry']}.html",
        order=int(found["file"] or 0),
        late=bool(found["late"] or found["late2"]),
    )
