"""What a learner saves in `mnist_course/` is in the notebook's next cell, and a file that can't be loaded is a sentence.

IPython's own ``%autoreload`` shows two tracebacks of its machinery there, for a bracket that is not closed yet.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from IPython.extensions.autoreload import superreload

from coursekit.learning.error_sentences import sentence
from coursekit.worker.names import PACKAGE

_State = tuple[int, int]
"""When a file was written, and its length: other ones mean that it was edited."""


class Reloading:
    """The learner's modules in a notebook, and the states of their files in which they were loaded."""

    def __init__(self) -> None:
        self._loaded: dict[str, _State] = {}
        self._old: dict[tuple[str, str], list[object]] = {}

    def before_cell(self, *_: object) -> None:
        """Load what was edited. Names that a cell imported before get the new functions, too."""
        for module, state in _learners_modules():
            if self._loaded.setdefault(module.__name__, state) == state:
                continue
            try:
                superreload(module, old_objects=self._old)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - A file can end in any way.
                file = f"{PACKAGE}/{Path(str(module.__file__)).name}"
                then = "this cell is run again"
                print(sentence(error, f"Loading {file} again", then))
                print(
                    "→ Mend it and save. Until then, this notebook has your functions as they were."
                )
            else:
                self._loaded[module.__name__] = state

    def after_cell(self, *_: object) -> None:
        """Note what this cell has loaded: it may be edited before the next one."""
        for module, state in _learners_modules():
            self._loaded.setdefault(module.__name__, state)


def _learners_modules() -> Iterator[tuple[ModuleType, _State]]:
    for name, module in [*sys.modules.items()]:
        if not name.startswith(f"{PACKAGE}.") or not getattr(module, "__file__", None):
            continue
        try:
            found = Path(str(module.__file__)).stat()
        except OSError:
            continue
        yield module, (found.st_mtime_ns, found.st_size)
