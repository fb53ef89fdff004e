"""The import line that a message's advice needs: without it, the next error would be about a name that the file does not know."""

import re

from coursekit.diagnose.library_names import IMPORTS
from coursekit.diagnose.situation import Source


def with_needed_import(message: str, source: Source) -> str:
    """Add to a message the first import that its advice needs and that the learner's file lacks.

    Parameters
    ----------
    message
        What was seen, and behind the last → what to do: "→ Turn the list into an array with np.array(…)."
    source
        The file in which it is to be done. Nothing is added for one that Python can't read.
    """
    _, arrow, advice = message.rpartition("→ ")
    if not arrow or not source.tree.body or "import" in advice:
        return message
    for name in re.findall(r"(?<![\w.])(np|pd|plt|keras|tf)\.\w", advice):
        modules = source.imported.values()
        if name not in source.imported and IMPORTS[name].split()[1] not in modules:
            return f"{message} (That needs, at the top of the file: `{IMPORTS[name]}`.)"
    return message
