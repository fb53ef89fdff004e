"""The limits that a worker takes on before any of the learner's code runs."""

import json
import os


def limit_yourself() -> None:
    """Take on the limits that the launcher asks for, and a folder to write to, before any of the learner's code runs."""
    limits = json.loads(os.environ.pop("COURSE_LIMITS", "{}"))
    if limits:
        import resource

        for name, value in limits.items():
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))
    if not os.access(".", os.W_OK):
        # In a sandbox. At home, code may save a picture beside itself; here it goes where it harms nobody.
        import tempfile

        os.chdir(tempfile.gettempdir())
