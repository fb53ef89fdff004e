"""What a learner asks for by name: a function, a lesson, or nothing yet."""

import os
from pathlib import Path

from coursekit.checks.progress import next_lesson
from coursekit.errors import CourseError
from coursekit.manifest import Function, Lesson, load_manifest


def asked_for(what: object, call: str, root: Path) -> Function | Lesson:
    """Return the function or the lesson that is meant.

    Parameters
    ----------
    what
        A function or its name; a lesson's number or name; None when nothing was said.
    call
        How it is asked for, with {} in place of the name: "course hint {}".
    root
        The course folder.

    Raises
    ------
    CourseError
        With what to write, when nothing was said, or nothing of this name is there.
    """
    manifest = load_manifest()
    if what is None:
        lesson = _lesson_here(root)
        names = [function.name for function in lesson.functions]
        several = "the functions" if len(names) > 1 else "the function"
        raise CourseError(
            f"Say what you mean. Lesson {lesson.number} has {several} {', '.join(names)}.\n"
            f"→ For example: {call.format(names[0])}"
        )
    name = str(getattr(what, "__name__", what))
    return manifest.graded.get(name) or manifest.lesson(name)


def _lesson_here(root: Path) -> Lesson:
    """Return the lesson of this notebook where Jupyter tells its name, else the one that comes next."""
    manifest = load_manifest()
    notebook = Path(os.environ.get("JPY_SESSION_NAME", "")).stem
    here = next((lesson for lesson in manifest.lessons if lesson.key == notebook), None)
    return here or next_lesson(manifest, root) or manifest.lessons[-1]
