"""The limits that a worker takes on before any of the learner's code runs, and where that code may write."""

import json
import os
from pathlib import Path

from coursekit.worker.names import PACKAGE


def limit_yourself() -> bool:
    """Take on the limits that the launcher asks for, before any of the learner's code runs; return whether it does."""
    limits = json.loads(os.environ.pop("COURSE_LIMITS", "{}"))
    if limits:
        import resource

        # Whoever grades it has the processor first, however many processes there are here.
        os.nice(limits.pop("NICE"))
        for name, value in limits.items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    return bool(limits)


def writable_copy(folder: Path) -> Path:
    """Copy the learner's package to where it harms nobody, go there, and return the new folder.

    In a sandbox. At home, code may save a picture beside itself, or beside the folder ``mnist_course``.
    """
    # Here: at home nobody asks for it, and each import keeps a learner waiting.
    import shutil
    import tempfile

    copy = Path(tempfile.mkdtemp())
    shutil.copytree(folder / PACKAGE, copy / PACKAGE)
    os.chdir(copy)
    return copy
