"""What Classroom 50 needs to grade with this very course: its autograder.py, the course as a zip, and the runtime block.

The contract is in the wiki of github.com/foundation50/classroom50, on the pages "Advanced Autograding" and "gh teacher".
"""

import json
from pathlib import Path

from coursekit.grading.autograder_zip import SCRIPTS, course_zip
from coursekit.pythons import pythons


def classroom50_files(root: Path, lessons: str = "core") -> dict[str, bytes]:
    """Return the files of a Classroom 50 assignment by their names.

    Parameters
    ----------
    root
        The course folder.
    lessons
        What is graded: "core", "all", or numbers such as "03,05".

    Returns
    -------
    dict of str to bytes
        ``autograder.py`` and ``course.zip``, for the assignment's folder; ``runtime.json``, for its entry.
    """
    script = (SCRIPTS / "autograder.py").read_text(encoding="utf-8")
    *_, newest = pythons(root)
    # Its own Python is newer than TensorFlow's packages. The rest of what the sandbox needs, autograder.py sets.
    runtime = {"runs-on": "ubuntu-latest", "python": newest, "apt": ["bubblewrap"]}
    return {
        "autograder.py": script.replace('LESSONS = "core"', f"LESSONS = {lessons!r}").encode(),
        "course.zip": course_zip(root),
        "runtime.json": f"{json.dumps(runtime, indent=1)}\n".encode(),
    }
