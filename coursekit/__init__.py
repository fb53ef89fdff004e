"""The machinery of the MNIST course: dataset, worker, checks, commands, notebooks.

Nothing here is the learner's to edit. What a notebook needs is ``from coursekit import check, hint``.
Importing this package is cheap; each name is loaded when it is first used.
"""

from importlib import import_module

__all__ = ["check", "hint"]


def __getattr__(name: str):
    """Load `check` and `hint` when a notebook asks for them (PEP 562)."""
    if name in __all__:
        return getattr(import_module("coursekit.learning.notebook"), name)
    raise AttributeError(f"module 'coursekit' has no attribute {name!r}")
