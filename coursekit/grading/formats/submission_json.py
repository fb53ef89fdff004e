"""JSON: all that is known of one submission, for programs and for looking into a grade later."""

import json
from dataclasses import asdict

from coursekit.grading.formats.function_scores import function_scores
from coursekit.grading.score import Grade, max_points
from coursekit.manifest import Manifest


def submission_json(grade: Grade, manifest: Manifest) -> str:
    """Return points by lesson and function, every check, and with what it was graded.

    It holds the seed, with which the submission's digits can be made again: not for students.
    """
    outcome = grade.outcome
    graded = not grade.failed_to_grade
    found = function_scores(grade, manifest)
    lessons = {
        lesson.key: {
            "points": grade.lesson_points(lesson) if graded else None,
            "max_points": lesson.points,
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
        "submission": grade.submission.name,
        "content": grade.submission.content_hash,
        "points": grade.points if graded else None,
        "max_points": max_points(manifest),
        "problem": grade.problem,
        "notes": grade.notes,
        "lessons": lessons,
        "checks": [{"id": result.id, **asdict(result)} for result in grade.results],
        "version": outcome and outcome.version,
        "course": outcome and outcome.course,
        "dataset": outcome and outcome.dataset,
        "seed": outcome and outcome.seed,
        "sandbox": outcome and outcome.sandbox,
        "seconds": outcome and outcome.seconds,
    }
    return json.dumps(content, ensure_ascii=False, indent=1)
