"""Arrows between the rooms of `coursekit` go one way, and what judges untrusted code imports nothing that runs beside it."""

import ast
from collections.abc import Iterator
from pathlib import Path

from coursekit.manifest import ROOT

ROOMS = [
    "worker.inside",
    "worker",
    "diagnose",
    "checks",
    "grading.plain_text",
    "grading.problems",
    "grading.intake",
    "grading.run",
    "grading.toml_lines",
    "grading.class_rules",
    "grading.points",
    "grading.worth_a_look",
    "grading.score",
    "grading.best_attempt",
    "grading.kept_runs",
    "grading.handed_in_before",
    "grading.compare",
    "grading.term_report",
    "grading.mistake_names",
    "grading.formats",
    "grading",
    "learning",
    "authoring",
]
"""From the bottom to the top, in grading file by file: each imports from those below it alone. A file of the package that
is not in a room stands below all, but for those in `TOP`."""

TOP = {"cli", "teaching_commands", "__init__"}
SHARED = {"worker.names", "worker.protocol"}
"""What the inside may import besides its own files and those below all rooms."""


def modules() -> dict[str, Path]:
    """Return all modules of the package by their names in it."""
    root = ROOT / "coursekit"
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for path in root.rglob("*.py")
        if "data" not in path.parts
    }


def imports_of(path: Path) -> Iterator[str]:
    """Yield the modules of `coursekit` that a file imports anywhere, without "coursekit."."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "coursekit":
            inner = (node.module or "").partition(".")[2]
            known = modules()
            for name in node.names:
                full = f"{inner}.{name.name}".strip(".")
                yield full if full in known else inner


def room_of(module: str) -> str:
    """Return the room that a module lies in; empty for the files that lie in none, or that two rooms share."""
    if module in SHARED:
        return ""
    return next((room for room in ROOMS if f"{module}.".startswith(f"{room}.")), "")


def test_rooms_import_only_from_below():
    wrong = [
        f"{module} imports {imported}"
        for module, path in modules().items()
        for imported in imports_of(path)
        if module not in TOP
        and room_of(module) != room_of(imported)
        and _height(room_of(imported)) >= _height(room_of(module))
    ]
    assert wrong == []


def test_nothing_but_the_start_of_a_worker_knows_what_runs_beside_untrusted_code():
    wrong = [
        f"{module} imports {imported}"
        for module, path in modules().items()
        for imported in imports_of(path)
        if room_of(imported) == "worker.inside" and room_of(module) != "worker.inside"
    ]
    assert wrong == []


def test_what_runs_beside_untrusted_code_imports_only_what_the_sandbox_mounts():
    allowed = SHARED | {"mnist", "errors", ""}
    wrong = [
        f"{module} imports {imported}"
        for module, path in modules().items()
        if room_of(module) == "worker.inside"
        for imported in imports_of(path)
        if room_of(imported) != "worker.inside" and imported not in allowed
    ]
    assert wrong == []


def test_no_format_runs_anything():
    wrong = [
        f"{module} imports {imported}"
        for module, path in modules().items()
        if room_of(module) == "grading.formats"
        for imported in imports_of(path)
        if room_of(imported) == "grading.run" or imported.startswith("worker.learner")
    ]
    assert wrong == []


def test_checks_import_from_one_place():
    wrong = [
        f"{path.relative_to(ROOT)} imports {imported}"
        for path in ROOT.glob("tests/lesson_*/*.py")
        for imported in imports_of(path)
        if imported != "checks"
    ]
    assert wrong == []


def _height(room: str) -> int:
    return ROOMS.index(room) if room else -1


def test_no_function_is_longer_than_60_lines():
    lengths = {
        f"{path.relative_to(ROOT)}: {node.name}": node.end_lineno - node.lineno + 1
        for path in (ROOT / "coursekit").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert len(lengths) > 1000
    assert {name: length for name, length in lengths.items() if length > 60} == {}
