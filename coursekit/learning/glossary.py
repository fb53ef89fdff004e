"""``course glossary``: what the words of the subject mean, each in a sentence."""

import difflib
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from coursekit.errors import CourseError
from coursekit.manifest import Manifest, Term


def show_glossary(what: str, manifest: Manifest, console: Console | None = None) -> None:
    """Print the words of the glossary, lesson by lesson, with what they mean.

    Parameters
    ----------
    what
        A word, or a lesson whose words are wanted; empty for all.
    manifest
        Holds the words.
    console
        Where they are printed.

    Raises
    ------
    CourseError
        When there is neither such a word nor such a lesson.
    """
    found = terms_for(what, manifest)
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    for lesson in manifest.lessons:
        terms = [term for term in found if term.lesson == lesson.number]
        if terms:
            table.add_row(Text(lesson.number, "bold"), Text(lesson.title, "bold"))
        for term in terms:
            table.add_row(Text(term.words[0], "green"), Text(term.means.replace("`", "")))
    (console or Console()).print(table)


def terms_for(what: str, manifest: Manifest) -> Iterable[Term]:
    """Return the term of this word, or else the terms of this lesson; all when it is empty.

    Raises
    ------
    CourseError
        With the nearest words, when there is neither.
    """
    words = {word.lower(): term for term in manifest.terms for word in term.words}
    if not what:
        return manifest.terms
    if what.lower() in words:
        return [words[what.lower()]]
    try:
        number = manifest.lesson(what).number
    except CourseError:
        near = difflib.get_close_matches(what.lower(), words, n=3)
        like = f" Did you mean {' or '.join(near)}?" if near else ""
        raise CourseError(
            f"The glossary has no word {what!r}, and there is no such lesson.{like} `course glossary` shows all words."
        ) from None
    return [term for term in manifest.terms if term.lesson == number]
