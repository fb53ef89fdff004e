"""JSON schemas of what grading platforms read, from their documentation."""

_TEXT = {"type": "string", "minLength": 1}
_VISIBILITY = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
_FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}


def _closed(required: dict, optional: dict | None = None) -> dict:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


GRADESCOPE = _closed(
    {
        "score": {"type": "number", "minimum": 0},
        "tests": {
            "type": "array",
            "items": _closed(
                {"score": {"type": "number", "minimum": 0}, "max_score": {"type": "number"}},
                {
                    "status": {"enum": ["passed", "failed"]},
                    "name": {"type": "string"},
                    "name_format": _FORMAT,
                    "number": {"type": "string"},
                    "output": {"type": "string"},
                    "output_format": _FORMAT,
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "visibility": _VISIBILITY,
                    "extra_data": {"type": "object"},
                },
            ),
        },
    },
    {
        "execution_time": {"type": "number"},
        "output": {"type": "string"},
        "output_format": _FORMAT,
        "test_output_format": _FORMAT,
        "test_name_format": _FORMAT,
        "visibility": _VISIBILITY,
        "stdout_visibility": _VISIBILITY,
        "extra_data": {"type": "object"},
        "leaderboard": {"type": "array"},
    },
)

CLASSROOM50 = _closed(
    {
        "schema": {"const": "classroom50/result/v1"},
        "classroom": _TEXT,
        "assignment": _TEXT,
        "submission": _TEXT,
        "commit": _TEXT,
        "release": _TEXT,
        "review": _TEXT,
        "datetime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "score": {"type": "integer", "minimum": 0},
        "max-score": {"type": "integer", "minimum": 0},
        "tests": {
            "type": "array",
            "items": _closed(
                {
                    "test-name": _TEXT,
                    "passed": {"type": "boolean"},
                    "score": {"type": "integer", "minimum": 0},
                    "max-score": {"type": "integer", "minimum": 0},
                }
            ),
        },
    },
    {
        "owner": {"type": "string"},
        "assignment_type": {"enum": ["individual", "group", "team"]},
        "graded_at": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
    },
)

CLASSROOM = _closed(
    {
        "version": {"const": 3},
        "status": {"enum": ["pass", "fail", "error"]},
        "max_score": {"type": "integer"},
        "tests": {
            "type": "array",
            "items": _closed(
                {
                    "name": _TEXT,
                    "status": {"enum": ["pass", "fail", "error"]},
                    "test_code": {"type": "string"},
                    "task_id": {"type": "integer"},
                    "filename": {"type": "string"},
                    "line_no": {"type": "integer"},
                    "duration": {"type": "number"},
                    "score": {"type": "integer"},
                },
                {"message": _TEXT, "output": _TEXT},
            ),
        },
    }
)

CLASSROOM50_RUNTIME = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "runs-on": {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"},
        "python": {"type": "string", "pattern": "^[A-Za-z0-9._+-]{1,32}$"},
        "apt": {
            "type": "array",
            "items": {"type": "string", "pattern": "^[a-z0-9][a-z0-9.+-]{0,63}$"},
        },
    },
}
"""Of an assignment's `runtime` block, what this course uses."""
