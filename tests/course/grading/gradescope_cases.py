"""What students hand in on Gradescope, laid out as its harness does, and what its documentation lets a result be."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import jsonschema

from coursekit.manifest import ROOT
from tests.course.grading import schemas

REFERENCE = ROOT / "solutions" / "mnist_course"
NOTHING_GRADED = (
    "Nothing was graded. Gradescope shows 0, because it knows no result without points."
)


def _plain_file(submission: Path) -> None:
    (submission / "mnist_course").write_text("def load(): ...\n")


def _damaged_zip(submission: Path) -> None:
    (submission / "work.zip").write_bytes(_zip({"mnist_course/load_data.py": b"x = 1\n" * 99})[:60])


def _two_of_one_name(submission: Path) -> None:
    for folder in ("first", "second"):
        (submission / folder / "mnist_course").mkdir(parents=True)
        (submission / folder / "mnist_course" / "load_data.py").write_text(f"# {folder}\n")


def _empty(submission: Path) -> None:
    pass


NOT_GRADABLE: dict[str, Callable[[Path], None]] = {
    "a plain file called mnist_course": _plain_file,
    "a damaged zip": _damaged_zip,
    "two files of one name": _two_of_one_name,
    "nothing": _empty,
}
"""What no course can grade. Nothing of it is run."""


def full(submission: Path) -> None:
    """Hand in the reference as a zip that Gradescope did not unpack."""
    files = {f"mnist_course/{path.name}": path.read_bytes() for path in REFERENCE.glob("*.py")}
    (submission / "work.zip").write_bytes(_zip(files))


def valid_results(folder: Path) -> dict:
    """Return results.json, which has all that Gradescope's documentation demands and nothing else."""
    content = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    jsonschema.validate(content, schemas.GRADESCOPE)
    assert content["score"] == round(sum(test["score"] for test in content["tests"]), 2)
    assert all(test["score"] <= test["max_score"] for test in content["tests"])
    return content


def _zip(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()
