"""The text of the cells that every notebook has, filled from course.toml: header, hints, what comes next."""

from typing import Any

from coursekit.manifest import Lesson, Manifest


def header_text(lesson: Lesson, figure: dict[str, Any]) -> str:
    """Return the first cell: title, goal, time, and the picture of what will come out."""
    return (
        f"# Lesson {lesson.number}: {lesson.title}\n\n"
        f"**Goal.** {lesson.goal}\n\n"
        f"**Time.** About {lesson.minutes} minutes.\n\n"
        "**After a break.** When the notebook was closed or its kernel restarted, run its code cells again, from the "
        "first one on.\n\n"
        f"**What will come out:**\n\n"
        f"![{figure['alt']}]({figure['file']})"
    )


def hints_text(manifest: Manifest, function: str) -> str:
    """Return the hints of a function, each to be opened."""
    hints = manifest.functions[function].hints
    return "\n\n".join(
        f"<details><summary>Hint {number} of {len(hints)}</summary>\n\n{text}\n\n</details>"
        for number, text in enumerate(hints, start=1)
    )


def next_text(lesson: Lesson, manifest: Manifest) -> str:
    """Return the last cell: what was learned, and where to go on."""
    following = manifest.after(lesson)
    onward = []
    if lesson == manifest.core[-1]:
        onward.append(
            "This was the last lesson of the course. In a terminal, `course certificate` makes a page of your results. In a class, `course hand-in` makes the zip that you hand in, and says what is missing."
        )
    elif following is None:
        onward.append(
            "This was the last lesson. In a terminal, `course` shows all that you have done."
        )
    if following:
        link = f"[Lesson {following.number}: {following.title}]({following.key}.ipynb)"
        beyond = "Next" if following.core else "Beyond the course"
        onward.append(f"{beyond}: {link}. {following.goal}")
    return "\n\n".join([f"**{lesson.learned}**", *onward])
