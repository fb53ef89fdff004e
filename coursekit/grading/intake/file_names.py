"""Names that are nearly right: which of the course's modules a file is meant to be, and which copy it is."""

import re
from functools import cache

from coursekit.manifest import load_manifest

_COPY_WORDS = "copy|kopie|copie|copia|c(?:ó|o\u0301)pia|kopia|kopi|másolat|копия|副本|コピー"
"""English, German, French, Italian and Spanish, Portuguese (macOS writes ó as two signs), Polish and Swedish, Danish, Hungarian,
Russian, Chinese, Japanese."""

_COPY = re.compile(
    r"(?:\s*\((\d{1,3})\)|\s*-\s*(\d{1,2})|_(\d)"
    rf"|[ _-]+(?:{_COPY_WORDS})(?:[ _-]*\(?(\d{{1,3}})\)?)?)$",
    re.IGNORECASE,
)
"""What browsers, file managers and platforms put behind the name of a second one."""

_BEFORE = re.compile(
    r"^(?:mnist[ _-]?course[ _.-]+)?(?:lesson|l)?[ _.-]*\d{1,2}[ _.-]+|^mnist[ _-]?course[ _.-]+",
    re.I,
)
"""A lesson's number, or the folder's name where a platform flattens folders."""


def module_of(name: str) -> tuple[str, int] | None:
    """Return which module a file is meant to be ("build_mlp.py"), and its number as a copy; None when there is doubt.

    "Build-MLP.py", "03_build_mlp.py", "build_mlp (1).py" and "build_mlp.py.txt" are build_mlp.py.
    """
    stem = re.sub(r"\.py(\.txt)?$", "", name, flags=re.IGNORECASE)
    if stem == name:
        return None
    base, number = copy_of(_BEFORE.sub("", stem))
    slug = _modules().get(_bare(base))
    return (f"{slug}.py", number) if slug else None


def copy_of(stem: str) -> tuple[str, int]:
    """Return a name without what marks it as a copy, and the copy's number: ("ann", 2) for "ann (2)", 0 for the first."""
    found = _COPY.search(stem)
    if not found or not found.start():
        return stem, 0
    return stem[: found.start()], int(next(filter(None, found.groups()), "1"))


def course_modules() -> frozenset[str]:
    """Return the names of the course's modules: "build_mlp.py", …."""
    return frozenset(f"{slug}.py" for slug in _modules().values())


@cache
def _modules() -> dict[str, str]:
    return {_bare(lesson.slug): lesson.slug for lesson in load_manifest().lessons}


def _bare(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()
