"""The class report: one page for the instructor that needs no network and runs nothing that a student wrote."""

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from coursekit.checks.result_lines import Entry, function_entries
from coursekit.checks.results import CheckResult, Status, by_function, function_status
from coursekit.grading.formats.function_scores import judged
from coursekit.grading.formats.graded_class import told_apart
from coursekit.grading.formats.rules_told import rules_told
from coursekit.grading.kept_runs import Record
from coursekit.grading.mistake_names import name_mistake
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.score import Grade, max_points
from coursekit.grading.term_report import term_of
from coursekit.manifest import Function, Lesson, Manifest

HERE = Path(__file__).with_name("class_page_files")

RETEACH, MOST = 0.2, 5
"""What to teach again: functions that at least this share of the class failed, and not one alone; so many at most."""

BINS = 10
_NO_SANDBOX = GradingProblem(GradingCode.NO_SANDBOX).sentence
"""Said once for the class, not to every student."""

_JUDGED = (Status.PASSED, Status.FAILED, Status.ERROR)


@dataclass(frozen=True)
class Cell:
    """Points in a table: as text, as a number to sort by, and as a level from 0 (nothing) to 4 (all); None: not judged."""

    text: str
    value: float
    level: int | None


@dataclass(frozen=True)
class Student:
    """A student's row, and what the checks said to them."""

    key: str
    name: str
    cells: list[Cell]
    total: Cell
    messages: list[Entry]
    unjudged: dict[str, list[str]]
    notes: list[str]
    problem: str
    rules: list[str]


@dataclass
class Work:
    """What the class did with one function: students by how it ended, and those who failed by what they did."""

    lesson: Lesson
    function: Function
    ended: dict[Status, int] = field(default_factory=Counter)
    mistakes: dict[str, list[Student]] = field(default_factory=dict)

    @property
    def failed(self) -> int:
        """How many tried it and failed."""
        return sum(map(len, self.mistakes.values()))

    @property
    def most(self) -> tuple[str, int]:
        """The most common mistake, and how many made it."""
        return max(
            ((name, len(students)) for name, students in self.mistakes.items()),
            key=lambda pair: pair[1],
        )


def class_page(
    grades: list[Grade], manifest: Manifest, seed: int, records: Sequence[Record] = ()
) -> str:
    """Return the page: who needs a word, scores, common mistakes, the table, the term, and every student's messages.

    Parameters
    ----------
    grades, manifest, seed
        The class, the lessons, and the seed of the run.
    records
        The runs that are kept, this one at the end: what the term is told from.
    """
    ordered = sorted(grades, key=lambda grade: grade.name.casefold())
    names = told_apart(ordered)
    students = [
        _student(f"s{n}", name, grade, manifest)
        for n, (name, grade) in enumerate(zip(names, ordered, strict=True), 1)
    ]
    pages = {id(grade): student for grade, student in zip(ordered, students, strict=True)}
    term = term_of(records, ordered, manifest)
    graded = [(s, grade) for s, grade in zip(students, ordered, strict=True) if grade.results]
    work = _work(graded, manifest)
    points = [grade.points or 0.0 for _, grade in graded]
    return _template().render(
        manifest=manifest,
        best=max_points(manifest),
        students=students,
        graded=len(graded),
        median=median(points) if points else None,
        full=sum(student.total.level == 4 for student, _ in graded),
        means=[
            mean(g.lesson_points(x) or 0.0 for _, g in graded) for x in manifest.lessons if graded
        ],
        mean=mean(points) if points else None,
        bars=_bars(points, max_points(manifest)),
        reteach=[one for one in work if one.failed >= max(2, RETEACH * len(graded))][:MOST],
        mistakes=sorted(
            ((one, name, who) for one in work for name, who in one.mistakes.items()),
            key=lambda mistake: -len(mistake[2]),
        ),
        attention=[
            (said, [pages[id(grade)] for grade in found])
            for said, found in (
                ("handed in nothing", term.missing),
                ("handed in something that can’t be graded", term.not_gradable),
                ("could not be graded: run it again", term.not_graded),
                ("handed in nothing new for a while, with lessons left", term.stopped),
            )
            if found
        ],
        term=term,
        no_sandbox=any(grade.without_sandbox for grade in grades),
        facts=_circumstances([grade for _, grade in graded], seed),
    )


def _student(key: str, name: str, grade: Grade, manifest: Manifest) -> Student:
    results = judged(grade.results)
    cells = [
        _cell(
            grade.lesson_points(lesson),
            lesson.points,
            [result for result in results if result.lesson == lesson.number],
        )
        for lesson in manifest.lessons
    ]
    entries = [e for e in function_entries(results) if e.status is not Status.PASSED]
    unjudged: dict[str, list[str]] = {}
    for entry in entries:
        if entry.status not in _JUDGED:
            unjudged.setdefault(entry.text, []).append(entry.label)
    return Student(
        key,
        name,
        cells,
        Cell(grade.state.value if grade.submission.problem else "not graded", -2, None)
        if grade.points is None
        else Cell(_points(grade.points), grade.points, _level(grade.points, max_points(manifest))),
        [entry for entry in entries if entry.status in _JUDGED],
        unjudged,
        [note for note in grade.notes if note != _NO_SANDBOX],
        grade.problem,
        [
            f"Lesson {one.lesson.number}: {_points(float(one.points))} of {_points(float(one.maximum))} points. {' '.join(told)}"
            for one in grade.lessons
            if (told := rules_told(one, grade.rules))
        ],
    )


def _cell(points: float | None, best: float, results: list[CheckResult]) -> Cell:
    if points is not None and (points or any(result.status in _JUDGED for result in results)):
        return Cell(_points(points), points, _level(points, best))
    return Cell(results[0].status.value if results else "not graded", -1, None)


def _level(points: float, best: float) -> int:
    """Return 0 for no points, 4 for all, and for what lies between in which third of them it is."""
    share = points / best if best else 1
    return 4 if share >= 1 else 1 + int(share * 3) if share > 0 else 0


def _work(graded: list[tuple[Student, Grade]], manifest: Manifest) -> list[Work]:
    """Return what was done with each function, the one that most students failed first."""
    work = {f.name: Work(lesson, f) for lesson in manifest.lessons for f in lesson.graded}
    for student, grade in graded:
        for (_, function), results in by_function(grade.results).items():
            status = function_status(results)
            work[function].ended[status] += 1
            if status in (Status.FAILED, Status.ERROR):
                first = next(result for result in results if not result.passed)
                work[function].mistakes.setdefault(name_mistake(first), []).append(student)
    return sorted((one for one in work.values() if one.failed), key=lambda one: -one.failed)


def _bars(points: list[float], best: float) -> list[tuple[str, int]]:
    """Return how many scores lie in each of equally wide bins: (its limits, count). The last has its upper limit."""
    counts = Counter(min(int(score / best * BINS), BINS - 1) for score in points)
    return [
        (f"{_points(n * best / BINS)} to {_points((n + 1) * best / BINS)}", counts[n])
        for n in range(BINS)
    ]


def _circumstances(graded: list[Grade], seed: int) -> dict[str, str]:
    """Return with what the class was graded; usually one value each."""

    def values(name: str) -> str:
        return ", ".join(sorted({str(getattr(grade.outcome, name)) for grade in graded}))

    return {
        "Course": f"{values('version')} ({values('course')})",
        "Digits (SHA-256)": values("dataset"),
        "Sandbox": values("sandbox"),
        "Seed of the run": str(seed),
    }


def _template() -> Template:
    page = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    page.filters["points"] = _points
    for name in ("report.css", "report.js"):
        text = (HERE / name).read_text(encoding="utf-8")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        kind = name.partition(".")[2]
        page.globals[kind] = Markup(text)
        page.globals[f"{kind}_hash"] = f"sha256-{digest}"
    return page.get_template("report.html")


def _points(points: float) -> str:
    return f"{points:.2f}".rstrip("0").rstrip(".")
