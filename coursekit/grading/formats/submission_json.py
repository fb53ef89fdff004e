"""JSON: all that is known of one submission, for programs and for looking into a grade later."""

import json

from coursekit.grading.formats.function_scores import function_scores
from coursekit.grading.formats.rules_told import overridden, rules_told, when
from coursekit.grading.points import shown
from coursekit.grading.score import Grade, max_points
from coursekit.manifest import Manifest


def submission_json(grade: Grade, manifest: Manifest) -> str:
    """Return points by lesson and function, every check, and with what it was graded.

    It holds the seed, with which the submission's digits can be made again: not for students.
    """
    outcome = grade.outcome
    graded = grade.has_points
    found = function_scores(grade, manifest)
    own = {one.lesson.number: one for one in grade.lessons}
    lessons = {
        lesson.key: {
            "points": grade.lesson_points(lesson) if graded else None,
            "max_points": lesson.points,
            "days_late": own[lesson.number].days_late,
            "taken_off": shown(own[lesson.number].taken_off),
            "rules": rules_told(own[lesson.number], grade.rules),
            "functions": {
                row.function.name: {
                    "points": row.points if graded else None,
                    "max_points": row.function.points,
                }
                for row in found
                if row.lesson is lesson
            },
        }
        for lesson in manifest.lessons
    }
    content = {
        "student": {"name": grade.name, **grade.submission.student},
        "state": grade.state.value,
        "handed_in_files": list(grade.submission.handed),
        "submission": grade.submission.name,
        "content": grade.submission.content_hash,
        "handed_in": when(grade.submission.handed_in),
        "points": grade.points,
        "max_points": max_points(manifest),
        "problem": grade.problem,
        "notes": grade.notes,
        "lessons": lessons,
        "overrides": overridden(grade),
        "version": outcome and outcome.version,
        "course": outcome and outcome.course,
        "dataset": outcome and outcome.dataset,
        "seed": outcome and outcome.seed,
        "sandbox": outcome and outcome.sandbox,
        "seconds": outcome and outcome.seconds,
    }
    # A check a line: easier to look through, and much quicker than Python's indenting.
    encode = json.JSONEncoder(ensure_ascii=False).encode
    checks = (encode({"id": r.id, **vars(r)}) for r in grade.results)
    text = json.dumps({**content, "checks": []}, ensure_ascii=False, indent=1)
    lines = ",\n  ".join(checks)
    return text.removesuffix("]\n}") + (f"\n  {lines}\n ]\n}}" if lines else "]\n}")
