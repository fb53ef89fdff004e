"""What comes out of a run: every format, for a class in which somebody tries to write into it."""

import base64
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest
import schemas
from markdown_it import MarkdownIt

from coursekit.checks.result_lines import report_lines
from coursekit.checks.results import CheckResult, Status
from coursekit.grading.autograder_zip import autograder_zip
from coursekit.grading.class_rules import ClassRules
from coursekit.grading.formats.classroom50 import classroom50_json
from coursekit.grading.formats.escape import cell, file_names, log_line, markdown
from coursekit.grading.formats.feedback import feedback_md
from coursekit.grading.formats.github_actions import annotations, classroom_result
from coursekit.grading.formats.graded_class import GradedClass
from coursekit.grading.formats.gradescope import results_json
from coursekit.grading.formats.registry import write_formats
from coursekit.grading.formats.summary import summary_md
from coursekit.grading.intake.submission import Sender, Submission
from coursekit.grading.plain_text import plain
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run.task import Outcome
from coursekit.grading.score import Grade
from coursekit.manifest import ROOT, Function, Lesson, Manifest
from coursekit.worker.names import Code

GOLDEN = Path(__file__).parent / "golden"

MANIFEST = Manifest(
    "Two lessons",
    (
        Lesson(
            "01",
            "load",
            "Load",
            "Load things.",
            5,
            (
                Function("load", "load", "01", "load()", "array", 2, ()),
                Function("scale", "load", "01", "scale(images)", "array", 4, ()),
            ),
            "You can load and scale.",
        ),
        Lesson(
            "02",
            "draw",
            "Draw",
            "Draw things.",
            5,
            (Function("draw", "draw", "02", "draw(image)", "axes", 10, ()),),
            "You can draw.",
        ),
    ),
)
RULES = ClassRules(MANIFEST)
CHECKS = {
    "load": ("gives two pairs", "loads them all"),
    "scale": ("ends at one", "keeps the shape", "leaves its input alone"),
    "draw": ("draws",),
}
HOSTILE = """=1+1 ::error::all wrong
::set-output name=result::forged
##[error]forged
</pre><script>alert(1)</script> <img src=x onerror=alert(1)> [x](//example.com)
<!-- comment
<script src=x
a\rb\u2028c
# Heading
| a | b |
```
~~~
- item
1. item
---
http://example.com www.example.com &amp; ]]> %0A::error::x \x1b[31mred \x00 \u202egnp \x85"""
SECRET = 190_283_746
NAMES = [
    "=cmd|' /C calc'!A1",
    "<script>alert(1)</script>",
    "../../etc",
    "Ann\n::error::x\nBob",
    "\x07bell\x1b[0m",
    "🦊 Fox",
]


def result(function: str, place: int, message: str = "", **facts) -> CheckResult:
    checks, points = CHECKS[function], MANIFEST.functions[function].points
    facts.setdefault("status", Status.FAILED if message else Status.PASSED)
    facts.setdefault("code", Code.DEMAND if message else None)
    return CheckResult(
        lesson=MANIFEST.functions[function].lesson_number,
        function=function,
        check=checks[place],
        message=message,
        points=points / len(checks),
        duration=0.25,
        **facts,
    )


def graded(name: str, /, *results: CheckResult, sandbox="bwrap", notes=(), **student) -> Grade:
    """Return a grade; checks that are not given have passed."""
    given = {(r.function, r.check): r for r in results}
    found = [
        given.get((function, check), result(function, place))
        for function, checks in CHECKS.items()
        for place, check in enumerate(checks)
    ]
    outcome = Outcome("k", found, None, 12.5, "1.0.0", "c0ffee", "da7a", SECRET, sandbox)
    return Grade(Submission(name, {"load.py": b"pass\n"}, None, notes, student), outcome, RULES)


TRAP = {"message": HOSTILE, "printed": HOSTILE, "file": "mnist_course/a,b::c%\n.py", "line": 3}
PERFECT = graded("bob", name="Doe, Bob", id="678", sis_id="s1", login="bob", section="Sec A")
PARTIAL = graded(
    "ann",
    result("scale", 1, "The shape is (4,), not (4, 28, 28).\n→ Keep it.", printed="(4,)\n"),
    result(
        "draw",
        0,
        "Nothing is drawn yet.\n→ Open mnist_course/draw.py and write draw.",
        status=Status.NOT_STARTED,
        code=Code.NOT_WRITTEN,
        file="mnist_course/draw.py",
        line=7,
    ),
)
TAMPERED = graded(
    "eve",
    result("load", 0, "Python itself ended while load ran.\n→ Look for os._exit.", code=Code.CRASH),
    sandbox="none",
    notes=(GradingProblem(GradingCode.ODD_FILE, {"file": "conftest.py"}),),
)
NOTHING = Grade(
    Submission("nobody", problem=GradingProblem(GradingCode.NO_PACKAGE, {"files": "notes.txt"})),
    None,
    RULES,
)
NOT_GRADED = Grade(
    Submission("later", {"load.py": b""}),
    Outcome(
        "k", problem=GradingProblem(GradingCode.GRADER_FAILED, {"error": "OSError()"}), seed=SECRET
    ),
    RULES,
)
CLASS = [PARTIAL, PERFECT, TAMPERED, NOT_GRADED, NOTHING]
SITUATIONS = {
    "perfect": PERFECT,
    "partial": PARTIAL,
    "tampered": TAMPERED,
    "nothing": NOTHING,
    "not_graded": NOT_GRADED,
    **{f"hostile_{n}": graded(name, result("load", 1, **TRAP)) for n, name in enumerate(NAMES)},
}
HOSTILE_CLASS = [grade for name, grade in SITUATIONS.items() if name.startswith("hostile")]
RUNNER = {
    "CLASSROOM": "c",
    "ASSIGNMENT": "a",
    "ASSIGNMENT_TYPE": "individual",
    "OWNER": "ann",
    "SUBMISSION_TAG": "submit/1",
    "COMMIT_URL": "https://example.com/commit",
    "RELEASE_URL": "https://example.com/release",
    "REVIEW_URL": "https://example.com/review",
}


@pytest.fixture(autouse=True)
def no_ci(monkeypatch):
    for name in os.environ:
        if name.startswith("GITHUB_") or name in RUNNER:
            monkeypatch.delenv(name)


@pytest.fixture(params=SITUATIONS)
def grade(request) -> Grade:
    return SITUATIONS[request.param]


def written(grades: list[Grade], out: Path) -> dict[str, str]:
    """Write all formats and return them by name, without the page for the instructor."""
    write_formats(GradedClass(grades, MANIFEST, SECRET, "Two lessons (12345)"), out)
    return {
        path.relative_to(out).as_posix(): path.read_text(encoding="utf-8")
        for path in out.rglob("*")
        if path.is_file() and path.name not in ("report.html", "run.json")
    }


def golden(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def read_csv(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_a_class_is_written_in_every_format_as_before(tmp_path):
    assert written(CLASS, tmp_path) == golden(GOLDEN / "class")


def test_feedback_of_an_earlier_run_stays_and_is_told(tmp_path):
    (tmp_path / "feedback").mkdir()
    earlier = tmp_path / "feedback" / "zoe v1.2.md"
    earlier.write_text("Zoe, with a teacher's remark")
    assert write_formats(GradedClass(CLASS, MANIFEST, SECRET), tmp_path) == [earlier]
    assert earlier.read_text() == "Zoe, with a teacher's remark"


def test_a_students_name_is_the_rosters_else_the_platforms():
    one = Submission("Ann Ito_12", sender=Sender("moodle", "Ann Ito", "12"))
    assert Grade(one, None).name == "Ann Ito"
    assert Grade(replace(one, student={"name": "Ito, Ann"}), None).name == "Ito, Ann"
    assert Grade(Submission("Ann_12_b"), None).name == "Ann_12_b"


def test_one_submission_is_told_to_github_as_before(tmp_path, monkeypatch, capsys):
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        (tmp_path / name).write_text("before\n")
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for name, value in RUNNER.items():
        monkeypatch.setenv(name, value)
    files = written([PARTIAL], tmp_path / "out")
    before, output = (tmp_path / "GITHUB_OUTPUT").read_text().splitlines()
    told = {
        "summary.md": (tmp_path / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8"),
        "annotations.txt": capsys.readouterr().out,
        "classroom.json": base64.b64decode(output.removeprefix("result=")).decode(),
        "classroom50.json": re.sub(r"\d{4}-[^\"]+Z", "…", files["result.json"]),
    }
    assert before == "before"
    assert told["summary.md"] == "before\n" + files["summary.md"]
    assert told == golden(GOLDEN / "github")


def test_of_a_class_github_gets_the_table_alone(tmp_path, monkeypatch, capsys):
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
        monkeypatch.setenv(name, str(tmp_path / name))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    files = written(CLASS, tmp_path / "out")
    assert (tmp_path / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8") == files["summary.md"]
    assert not (tmp_path / "GITHUB_OUTPUT").exists()
    assert capsys.readouterr().out == ""


def test_results_json_is_what_gradescope_reads(grade):
    if grade.failed_to_grade:
        assert results_json(grade, MANIFEST) is None
        return
    content = json.loads(results_json(grade, MANIFEST))
    jsonschema.validate(content, schemas.GRADESCOPE)
    assert content["score"] == round(sum(test["score"] for test in content["tests"]), 2)
    assert content["score"] == (grade.points or 0)


def test_results_are_what_both_classrooms_read(grade, monkeypatch):
    for name, value in RUNNER.items():
        monkeypatch.setenv(name, value)
    old, new = classroom_result(grade, MANIFEST), json.loads(classroom50_json(grade, MANIFEST))
    jsonschema.validate(old, schemas.CLASSROOM)
    jsonschema.validate(new, schemas.CLASSROOM50)
    assert new["score"] == sum(test["score"] for test in new["tests"])
    assert new["max-score"] == sum(test["max-score"] for test in new["tests"]) == old["max_score"]
    assert new["score"] == sum(test["score"] for test in old["tests"]) <= (grade.points or 0)


def test_partial_points_are_rounded_down_where_only_whole_ones_are_known():
    assert PARTIAL.lesson_points(MANIFEST.lessons[0]) == 4.67
    scores = {test["name"]: test["score"] for test in classroom_result(PARTIAL, MANIFEST)["tests"]}
    assert scores == {"01 load": 2, "01 scale": 2, "02 draw": 0}
    scores = {test["name"]: test["score"] for test in classroom_result(PERFECT, MANIFEST)["tests"]}
    assert scores == {"01 load": 2, "01 scale": 4, "02 draw": 10}


def test_a_submission_that_was_not_graded_gets_no_points_not_even_zero(tmp_path):
    files = written([NOT_GRADED, NOTHING], tmp_path)
    (_, later, nobody) = read_csv(files["grades.csv"])
    assert later[3:6] == nobody[3:6] == ["", "", ""]
    assert [row[-1] for row in read_csv(files["canvas.csv"])[2:]] == ["", ""]
    assert json.loads(files["submissions/later.json"])["points"] is None
    assert json.loads(files["submissions/nobody.json"])["points"] is None
    assert "not graded yet" in files["feedback/later.md"]
    assert "no points yet" in files["feedback/nobody.md"]
    assert classroom_result(NOT_GRADED, MANIFEST)["status"] == "error"


def test_classroom_50_gets_no_result_of_what_was_not_graded(tmp_path, monkeypatch):
    for name, value in RUNNER.items():
        monkeypatch.setenv(name, value)
    assert "result.json" not in written([NOT_GRADED], tmp_path)


def test_junit_has_a_suite_for_each_submission_and_counts_right(tmp_path):
    files = written([*CLASS, *HOSTILE_CLASS], tmp_path)
    root = ElementTree.fromstring(files["junit.xml"])
    suites = {suite.get("name"): suite for suite in root}
    assert len(suites) == len(CLASS) + len(HOSTILE_CLASS)
    for suite in [root, *root]:
        cases = list(suite.iter("testcase"))
        assert int(suite.get("tests")) == len(cases)
        assert int(suite.get("failures")) == sum(c.find("failure") is not None for c in cases)
        assert int(suite.get("errors")) == sum(c.find("error") is not None for c in cases)
    assert suites["ann"].get("failures") == "2"
    assert suites["nobody"].get("errors") == "1"
    message = suites["🦊 Fox"].find(".//failure").text
    assert "<script>alert(1)</script>" in message and "\x1b" not in message


@pytest.mark.parametrize("delimiter", [",", ";", "|"])
@pytest.mark.parametrize("name", ["grades.csv", "canvas.csv"])
def test_no_cell_of_a_table_is_a_formula(name, delimiter, tmp_path):
    trap = "ok\n;=1+1;\t@SUM(A1)|-2+3, +1"
    starts = ["=1", "+1", "-1", "@A", "\t=1", "\r=1", ' "=1', "'=1", "\ufeff=1", "＝1", trap]
    notes = [(GradingProblem(GradingCode.ODD_FILE, {"file": text}),) for text in starts]
    grades = [
        graded(text, notes=note, name=text, id=text, login=text)
        for text, note in zip(starts, notes, strict=True)
    ]
    text = written([*grades, *HOSTILE_CLASS], tmp_path)[name]
    assert len(read_csv(text)) == len(text.splitlines())
    cells = [one for row in read_csv(text, delimiter) for one in row]
    assert not [one for one in cells if re.match(r"""[\s"]*[=+\-@＝]""", one)]


def test_names_and_ids_that_are_no_formulas_stay_as_they_are():
    for text in ("Doe, Ann-Marie", "O'Neil", "ann@example.com", "s-12", "Zoë 🦊"):
        assert cell(text) == text


def test_names_of_files_are_safe_and_differ(tmp_path):
    names = [
        *NAMES,
        *("/etc/passwd", "..", ".", "", ".bashrc", "-rf", "a/b", "a\\b", "a:b", "C:\\x", "／etc"),
        *("CON", "con.txt", "nul", "COM1", "com¹", "LPT9.x", "a.", "a ", "\x00", "\udcff", "…", "‥/x"),
        *("Ann", "ann", "ANN", "ann-2", "é", "e\u0301", "x" * 300, "x" * 301, "🦊" * 100, "é" * 150),
    ]  # fmt: skip
    found = file_names(names)
    assert len({name.casefold() for name in found}) == len(names)
    for number, name in enumerate(found):
        assert name == Path(name).name and name[0] not in ".-~ " and name[-1] not in ". "
        assert not re.search(r'[\x00-\x1f<>:"/\\|?*]', name)
        assert not re.match(r"(con|nul|com[1¹]|lpt9)(\.|$)", name, re.I)
        assert len(f"{name}.json.4194304.new".encode()) <= 255
        (tmp_path / f"{name}.json").write_text(str(number))
    assert len(list(tmp_path.iterdir())) == len(names)


def test_a_hostile_class_stays_in_its_folder(tmp_path):
    grades = [*HOSTILE_CLASS, graded("\udcff", result("load", 0, "\udcff"))]
    files = written(grades, tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    for folder in ("submissions", "feedback", "gradescope"):
        assert sum(name.startswith(f"{folder}/") for name in files) == len(grades)
        assert len(list((tmp_path / "out" / folder).iterdir())) == len(grades)


@pytest.mark.parametrize("name", NAMES)
def test_feedback_shows_a_hostile_text_as_text(name):
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    hostile = graded(name, result("load", 1, **TRAP), result("draw", 0, **TRAP))
    honest = graded(
        "ann", result("load", 1, "No.", printed="x"), result("draw", 0, "No.", printed="x")
    )
    found, expected = (page.parse(feedback_md(one, MANIFEST)) for one in (hostile, honest))

    def kinds(tokens):
        return [token.type for token in tokens if not token.type.startswith("paragraph")]

    assert kinds(t for t in found if t.type != "inline") == kinds(
        t for t in expected if t.type != "inline"
    )
    inside = [child for token in found for child in token.children or []]
    assert {child.type for child in inside} <= {"text", "text_special"}
    text = "".join(child.content for child in inside)
    assert "<script>alert(1)</script> <img src=x onerror=alert(1)> [x](//example.com)" in text
    assert "http://example.com www.example.com &amp; ]]>" in text
    assert "1. item" in text and "- item" in text


def test_names_between_letters_stay_as_they_are_in_markdown():
    names = "mnist_course/load_data.py os._exit __init__ a_ _b_ x__y é_é"
    assert markdown(names).startswith("mnist_course/load_data.py os.\\_exit")
    tokens = MarkdownIt("commonmark").parse(markdown(names))
    assert {child.type for child in tokens[1].children} <= {"text", "text_special"}
    assert "".join(child.content for child in tokens[1].children) == names


def test_a_summary_of_a_hostile_class_is_one_table():
    page = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = page.parse(summary_md([*HOSTILE_CLASS, *CLASS], MANIFEST))
    assert sum(token.type == "tr_open" for token in tokens) == 1 + len(HOSTILE_CLASS) + len(CLASS)
    cells = [after.content for cell, after in pairwise(tokens) if cell.type == "td_open"]
    points = ["5"] * len(HOSTILE_CLASS) + ["4.67", "6", "5", "", ""]
    assert cells[1::5] == points
    assert cells[::5][-len(CLASS) :] == ["ann", "Doe, Bob", "eve", "later", "nobody"]
    inside = [child for token in tokens for child in token.children or []]
    assert {child.type for child in inside} <= {"text", "text_special"}


def test_feedback_says_what_pytest_says(grade):
    page = MarkdownIt("commonmark", {"html": True})
    shown = "\n".join(
        "".join(child.content for child in token.children) if token.children else token.content
        for token in page.parse(feedback_md(grade, MANIFEST))
    )
    for line, _ in report_lines(grade.results, MANIFEST):
        words = " ".join(
            re.sub("[^\x20-\x7e\xa0-\uffff]|\u202e", "", line.strip().removeprefix("| ")).split()
        )
        assert words in shown.replace("\u202e", "")


def test_what_students_see_holds_no_seed(grade, tmp_path):
    files = written([grade], tmp_path)
    seen = [text for name, text in files.items() if not name.startswith("submissions/")]
    seen += [*annotations(grade, MANIFEST), json.dumps(classroom_result(grade, MANIFEST))]
    assert not [text for text in seen if str(SECRET) in text]


def test_an_annotation_is_one_command_whatever_the_message_says():
    lines = list(annotations(SITUATIONS["hostile_3"], MANIFEST))
    assert len(lines) == 1
    # As GitHub's runner reads a command.
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", lines[0])
    properties = dict(pair.split("=", 1) for pair in match[2].split(","))
    assert match[1] == "error" and set(properties) == {"file", "line", "title"}

    def read(text):
        for code, char in {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}.items():
            text = text.replace(code, char)
        return text

    assert read(properties["file"]) == TRAP["file"] and properties["line"] == "3"
    assert read(match[3]).startswith("=1+1 ::error::all wrong\n::set-output name=result::forged\n")
    assert "%250A::error::x" in match[3]


def test_a_text_keeps_its_lines_and_loses_what_cannot_be_seen():
    assert plain("a\r\nb\rc\td\u2028\u202e\x1b\x00\x85\udcff\ufffee 🦊") == "a\nb\nc\tde 🦊"


def test_a_line_in_a_log_holds_no_command():
    for text in (
        "a\n::error::x",
        "a\r::error::x",
        "  ::error::x",
        "##[error]x",
        "a ##[group]",
        "##vso[x]",
    ):
        line = log_line(text)
        assert len(line.splitlines()) == 1
        assert "::" not in line and "##[" not in line and "##vso[" not in line


def test_the_record_says_with_what_a_submission_was_graded(tmp_path):
    content = json.loads(written([PARTIAL], tmp_path)["submissions/ann.json"])
    assert (content["version"], content["course"], content["dataset"]) == (
        "1.0.0",
        "c0ffee",
        "da7a",
    )
    assert (content["seed"], content["sandbox"], len(content["checks"])) == (SECRET, "bwrap", 6)
    assert content["points"] == sum(lesson["points"] for lesson in content["lessons"].values())


def test_an_instructor_reads_of_a_missing_sandbox_and_of_tampering_in_every_report(tmp_path):
    files = written([TAMPERED], tmp_path)
    for name in ("grades.csv", "submissions/eve.json", "gradescope/eve.json"):
        for note in ("Graded without a sandbox", "load: ended the Python process.", "conftest.py"):
            assert note in files[name], (name, note)
    assert "without a sandbox" not in files["feedback/eve.md"]


def test_without_jinja2_everything_but_the_page_is_written(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.delitem(sys.modules, "coursekit.grading.formats.class_page", raising=False)
    assert "grades.csv" in written(CLASS, tmp_path)
    assert capsys.readouterr().err.count("\n") == 1


def test_the_autograder_zip_holds_the_course_and_no_solutions():
    content = autograder_zip(ROOT, "none", "3.10")
    assert content == autograder_zip(ROOT, "none", "3.10")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        for name in ("setup.sh", "run_autograder"):
            assert archive.getinfo(name).external_attr >> 16 == 0o100755
            assert archive.read(name).startswith(b"#!/usr/bin/env bash\n")
            assert b"\r" not in archive.read(name)
        assert {info.date_time[0] for info in archive.infolist()} == {2020}
        own = [name for name in names if "mnist_course" in name]
        assert own == ["course/mnist_course/__init__.py"] and archive.read(own[0]) == b""
    assert not [
        name for name in names if "solution" in name and not name.startswith("course/coursekit/")
    ]
    needed = ("course.toml", "constraints.txt", "tests/lesson_07/test_predict.py")
    assert {f"course/{name}" for name in needed} <= set(names)


def course(folder: Path, *args: object) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", "from coursekit.cli import main; main()", *map(str, args)]
    env = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=600)


def test_all_files_of_a_run_agree_on_the_points(tmp_path, monkeypatch):
    pytest.importorskip("psutil")
    (tmp_path / "ann" / "mnist_course").mkdir(parents=True)
    shutil.copy(ROOT / "solutions/mnist_course/load_data.py", tmp_path / "ann" / "mnist_course")
    for name, value in RUNNER.items():
        monkeypatch.setenv(name, value)
    out = tmp_path / "out"
    run = course(ROOT, "grade", tmp_path / "ann", "--out", out, "--sandbox", "none", "-j", "1")
    assert run.returncode == 0, run.stderr
    heads, row = read_csv((out / "grades.csv").read_text(encoding="utf-8"))
    found = dict(zip(heads, row, strict=True))
    assert (found["student"], found["01_load_data"], found["points"]) == ("ann", "10.0", "10.0")
    record = json.loads((out / "submissions/ann.json").read_text(encoding="utf-8"))
    assert record["points"] == 10 and record["lessons"]["01_load_data"]["points"] == 10
    assert json.loads((out / "gradescope/ann.json").read_text(encoding="utf-8"))["score"] == 10
    assert json.loads((out / "result.json").read_text(encoding="utf-8"))["score"] == 10
    assert read_csv((out / "canvas.csv").read_text(encoding="utf-8"))[2][-1] == "10.00"
    assert "ann: 10 of 70 points" in (out / "feedback/ann.md").read_text(encoding="utf-8")
    assert "ann: 10 of 70 points" in (out / "summary.md").read_text(encoding="utf-8")
    suite = ElementTree.parse(out / "junit.xml").getroot()[0]
    failed = int(suite.get("failures")) + int(suite.get("errors"))
    assert failed == sum(check["status"] != "passed" for check in record["checks"]) > 0
    assert str(record["seed"]) not in (out / "feedback/ann.md").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="Gradescope's scripts need a POSIX shell")
def test_the_autograder_grades_single_files_as_gradescope_lays_them_out(tmp_path):
    pytest.importorskip("psutil")
    for name in ("source", "submission", "results"):
        (tmp_path / name).mkdir()
    run = course(ROOT, "gradescope", "--out", tmp_path / "autograder.zip", "--sandbox", "none")
    assert run.returncode == 0, run.stderr
    with zipfile.ZipFile(tmp_path / "autograder.zip") as archive:
        archive.extractall(tmp_path / "source")
    shutil.copy(tmp_path / "source/run_autograder", tmp_path)
    for name in ("load_data.py", "visualize.py"):
        shutil.copy(ROOT / "solutions/mnist_course" / name, tmp_path / "submission")
    # In place of what setup.sh installs: this interpreter, with the course of the zip.
    tool = tmp_path / "python/bin/course"
    tool.parent.mkdir(parents=True)
    code = "from coursekit.cli import main; main()"
    tool.write_text(
        f"#!/bin/sh\nPYTHONPATH={tmp_path}/source/course exec {sys.executable} -c '{code}' \"$@\"\n"
    )
    tool.chmod(0o755)
    run = subprocess.run(
        ["bash", tmp_path / "run_autograder"], capture_output=True, text=True, timeout=600
    )
    assert run.returncode == 0, run.stderr
    content = json.loads((tmp_path / "results/results.json").read_text(encoding="utf-8"))
    assert content["score"] == 20
    assert content["extra_data"]["notes"] == [
        "Its files were in no folder mnist_course.",
        "Graded without a sandbox: the code could read and change files, and use the network.",
    ]
    assert "without a sandbox" in run.stdout
