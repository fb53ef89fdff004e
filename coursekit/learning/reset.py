"""Brings a lesson's fresh stub back. Nothing that the learner wrote is lost."""

import shutil
from datetime import datetime
from pathlib import Path

from coursekit.manifest import Lesson
from coursekit.source import stub_in


def reset_line(lesson: Lesson, root: Path) -> str:
    """Reset a lesson; return a sentence that says so, and where the old file is."""
    backup = reset_lesson(lesson, root)
    kept = f" Your version is kept: {backup.relative_to(root).as_posix()}" if backup else ""
    return f"mnist_course/{lesson.slug}.py is fresh again.{kept}"


def reset_lesson(lesson: Lesson, root: Path) -> Path | None:
    """Write the lesson's stub anew; return where the old file is kept, None when there was none."""
    stub = stub_in(root, lesson.slug)
    target = root / "mnist_course" / f"{lesson.slug}.py"
    backup = None
    if target.exists():
        folder = root / "artifacts" / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        backup = folder / f"{lesson.slug}-{datetime.now():%Y%m%d-%H%M%S-%f}.py"
        shutil.copy2(target, backup)
    target.write_text(stub, encoding="utf-8", newline="\n")
    return backup
