"""Makes what the learner gets from what the author writes: stubs and lesson notebooks from ``solutions/``."""

import re
from pathlib import Path

_SOLUTION = re.compile(
    r"^(?P<indent>[ ]*)### BEGIN SOLUTION\n.*?^[ ]*### END SOLUTION\n", re.MULTILINE | re.DOTALL
)


def stub_of(reference: str, file: str = "reference") -> str:
    """Return the stub for a reference module's source.

    What stands between ``### BEGIN SOLUTION`` and ``### END SOLUTION`` becomes a TODO and
    ``raise NotImplementedError``.

    Raises
    ------
    ValueError
        When there is no such pair of marks, or one without the other.
    """
    begins, ends = reference.count("### BEGIN SOLUTION"), reference.count("### END SOLUTION")
    if not begins or begins != ends:
        raise ValueError(
            f"{file} has {begins} lines '### BEGIN SOLUTION' and {ends} lines '### END SOLUTION'."
        )
    todo = "{0}# TODO: your code goes here, in place of the next line.\n{0}raise NotImplementedError\n"
    return _SOLUTION.sub(lambda match: todo.format(match["indent"]), reference)


def build_stubs(root: Path) -> dict[Path, str]:
    """Return what every stub module should say, by path."""
    sources = sorted((root / "solutions" / "mnist_course").glob("*.py"))
    return {
        root / "mnist_course" / path.name: stub_of(path.read_text(encoding="utf-8"), str(path))
        for path in sources
        if path.name != "__init__.py"
    }
