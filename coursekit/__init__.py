"""The machinery of the MNIST course: dataset, worker, checks, commands, notebooks.

Nothing here is the learner's to edit. A notebook begins with ``%load_ext coursekit`` and
``from coursekit import check, hint``. Importing this package is cheap; each name is loaded when it is first used.
"""

import sys
from importlib import import_module
from typing import Any

_HOME = {
    "check": "coursekit.learning.notebook",
    "drawing_pad": "coursekit.learning.drawing_pad",
    "hint": "coursekit.learning.notebook",
    "save_model": "coursekit.learning.saved_model",
    "load_or_train": "coursekit.learning.saved_model",
}
__all__ = ["check", "drawing_pad", "hint", "load_or_train", "save_model"]


def load_ipython_extension(shell: Any) -> None:
    """Set a notebook up: called by ``%load_ext coursekit``."""
    import_module("coursekit.learning.notebook").set_up(shell)


def __getattr__(name: str) -> Any:
    """Load what a notebook asks for (PEP 562)."""
    if name in _HOME:
        if getattr(sys.modules["__main__"], "__package__", "") == "coursekit.worker.inside":
            # A learner's file that checks itself would go on without end.
            raise ImportError(f"{name} is for notebooks")
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'coursekit' has no attribute {name!r}")
