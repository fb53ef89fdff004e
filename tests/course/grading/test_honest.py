"""Honest code in unusual clothes keeps its points and its name: for root, and for an ordinary user.

Each folder in ``honest/`` is a submission. A file that defines all functions of its lesson stands for itself, another
stands behind the reference's, and what is missing is the reference's. The catalogue's variants are submissions too: the
first of each function together, then the second of each, and so on.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from itertools import zip_longest
from pathlib import Path

import pytest

from coursekit.authoring import judging
from coursekit.authoring.judging import entries
from coursekit.manifest import ROOT, load_manifest
from tests.course.corpus import reference
from tests.course.grading.runs import COURSE, as_ordinary_user

pytest.importorskip("psutil", reason="needs the extra [grade]")
pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("bwrap"), reason="needs bubblewrap, on Linux"
)

HONEST = ROOT / "tests" / "course" / "honest"
CORE = load_manifest().part("core")


def submissions() -> dict[str, dict[str, bytes]]:
    """Return the files of all submissions, by their names."""
    folders = [folder for folder in sorted(HONEST.iterdir()) if folder.is_dir()]
    dressed = {folder.name: _dressed(folder) for folder in folders}
    return {**dressed, "other_encodings": _other_encodings(), **_variants()}


def _dressed(folder: Path) -> dict[str, bytes]:
    files = reference()
    for path in sorted(folder.rglob("*.py")):
        name, own = path.relative_to(folder).as_posix(), path.read_bytes()
        whole = name not in files or _functions_of(name) <= _names_in(ast.parse(own))
        files[name] = own if whole else files[name] + b"\n\n" + own
    return files


def _functions_of(file: str) -> set[str]:
    lessons = [lesson for lesson in load_manifest().lessons if f"{lesson.slug}.py" == file]
    return {function.name for lesson in lessons for function in lesson.functions}


def _names_in(tree: ast.Module) -> set[str]:
    stored = [
        n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    ]
    return {*stored, *(node.name for node in tree.body if isinstance(node, ast.FunctionDef))}


def _other_encodings() -> dict[str, bytes]:
    """Return the reference as other editors save it: with a mark at the beginning, Windows's line ends, or Latin-1."""
    files = reference()
    umlaut = '"""Größe, façon, 数字."""\n'
    files["load_data.py"] = b"\xef\xbb\xbf" + files["load_data.py"].replace(b"\n", b"\r\n")
    files["visualize.py"] = umlaut.encode() + files["visualize.py"].replace(b"    ", b"\t")
    coded = "# -*- coding: latin-1 -*-\n# Größe, façon\n".encode("latin-1")
    files["build_mlp.py"] = coded + files["build_mlp.py"]
    files["compile.py"] = files["compile.py"].rstrip() + b"\n\x0c\n# no line end"
    return files


def _variants() -> dict[str, dict[str, bytes]]:
    functions = [function.name for lesson in CORE.lessons for function in lesson.functions]
    kept = {name: [e for e in entries("variants") if e.function == name] for name in functions}
    # tf.data takes pairs as tuples alone, and not from the variant that makes lists of them.
    kept["split_validation"].reverse()
    found = {}
    for number, chosen in enumerate(zip_longest(*kept.values()), start=1):
        files = reference()
        for entry in filter(None, chosen):
            files[f"{entry.lesson.slug}.py"] += b"\n\n" + entry.path.read_bytes()
        found[f"variants_{number}"] = files
    return found


SUBMISSIONS = submissions()
MEETS_THE_SYSTEM = (
    "compiles_to_machine_code",
    "own_package",
    "saves_everything",
    "works_in_parallel",
    "other_encodings",
    "variants_1",
)
"""What writes files, starts processes or is read in an unusual way: who runs it could matter. The rest is the same code in the
same sandbox: an ordinary user grades it in the weekly run."""
ORDINARY = "an ordinary user"
PAIRS = [
    *(("whoever runs this", name) for name in SUBMISSIONS),
    *(
        (ORDINARY, name)
        for name in SUBMISSIONS
        if name in MEETS_THE_SYSTEM or os.environ.get("COURSE_WEEKLY")
    ),
]


@contextmanager
def begin(parameters, workers):
    """Grade the submissions: one run for each who grades."""
    names = {}
    for one in filter(None, parameters):
        names.setdefault(one["user"], []).append(one["name"])
    with judging.pool(1) as pool:
        yield {user: pool.submit(_graded, own, user, workers.own) for user, own in names.items()}


def _graded(names, user, processes):
    with tempfile.TemporaryDirectory(prefix="honest-") as home:
        folder = Path(home)
        # Each hands in the reference first: after that, only the lessons are run that their own code has a part in.
        for files in (reference(), None):
            for name in names:
                _hand_in(folder / "class" / name, files or SUBMISSIONS[name])
            become = as_ordinary_user(folder) if user == ORDINARY else []
            paths = [f"{home}/class", "--out", f"{home}/grades"]
            run = subprocess.run(
                [*become, *COURSE, "grade", *paths, "-j", str(processes)],
                capture_output=True,
                text=True,
                cwd=home,
                env={**os.environ, "HOME": home, "PYTHONPATH": str(ROOT), "TMPDIR": home},
            )
            assert run.returncode == 0, run.stderr
        return {
            path.stem: json.loads(path.read_text(encoding="utf-8"))
            for path in (folder / "grades" / "submissions").glob("*.json")
        }


def _hand_in(student, files):
    for file, content in files.items():
        path = student / "mnist_course" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@pytest.mark.parametrize(("user", "name"), PAIRS)
def test_honest_code_has_all_points_and_no_note(user, name, background):
    if user == ORDINARY and os.geteuid() != 0:
        pytest.skip("this is an ordinary user already, and only root can be another")
    found = background[__name__][user].result()[name]
    missed = [(c["id"], c["message"]) for c in found["checks"] if c["status"] != "passed"]
    assert missed == []
    assert (found["points"], found["notes"], found["problem"]) == (found["max_points"], [], "")


def test_at_least_40_variants_are_graded():
    core = {function.name for lesson in CORE.lessons for function in lesson.functions}
    assert sum(entry.function in core for entry in entries("variants")) >= 40
