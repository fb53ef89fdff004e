"""What VS Code's test explorer shows: functions and demands in words, and each message at the learner's own function.

Its plugin for pytest, `vscode_pytest`, makes a tree of the names, files and lines of pytest's items. A message stands where
its item lies. The ids that it makes of files and names come back as arguments of a run: `items.as_checks`.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

from coursekit.checks.items import demand_of, function_of

PLUGIN = "vscode_pytest"


def show_in_explorer(items: Iterable[pytest.Item], folder: Path) -> None:
    """Let checks be found at the functions that they are about, and bear the names that a learner reads.

    Parameters
    ----------
    items
        What pytest has collected. Their ids stay.
    folder
        The folder that holds ``mnist_course/``.
    """
    from coursekit.diagnose.situation import read_source

    for item in items:
        function = function_of(item)
        if function is None:
            continue
        # The plugin cuts a parametrized name at its bracket, and asks for it with that name again.
        if not hasattr(item, "callspec"):
            item.name = demand_of(item)
        if isinstance(item.parent, pytest.Class):
            item.parent.name = function.name
        # A pipeline stands in no file. Else it is always the learner's: an id stays while a file is broken for a moment.
        if function.slug:
            found = read_source(folder, function.file).definitions(function.name)
            item.path = folder / function.file
            # A line counts from 0 here.
            item.location = (function.file, found[-1].lineno - 1 if found else 0, item.name)
