"""Grades a class in four steps: intake, run, score, formats."""

import os
import re
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from coursekit.errors import CourseError
from coursekit.files import write_atomically
from coursekit.grading.best_attempt import best_attempts
from coursekit.grading.class_rules import ClassRules, read_rules
from coursekit.grading.compare import Change, changes
from coursekit.grading.formats.anonymous import pseudonym
from coursekit.grading.formats.changes_csv import changes_csv, gains_and_losses
from coursekit.grading.formats.escape import log_line
from coursekit.grading.formats.graded_class import GradedClass
from coursekit.grading.formats.plan_told import plan_told
from coursekit.grading.formats.registry import write_formats
from coursekit.grading.handed_in_before import first_handed_in
from coursekit.grading.intake.class_folder import read_submissions
from coursekit.grading.intake.roster import Roster, load_roster
from coursekit.grading.intake.submission import Submission
from coursekit.grading.kept_runs import KeptRuns, Record, keep_run, kept_runs, record_of
from coursekit.grading.problems import GradingCode, GradingProblem, State
from coursekit.grading.run.class_run import run_tasks, shard_of, tasks_for
from coursekit.grading.run.executors import cluster_executor, local_executor
from coursekit.grading.run.folders import remove_left_behind
from coursekit.grading.run.sandbox import LAUNCH, require_sandbox
from coursekit.grading.run.stored import (
    accept,
    forget,
    is_stored,
    kept_pseudonym_key,
    outcome_of,
    pseudonym_key,
    run_seed,
    take_over,
    to_run,
)
from coursekit.grading.run.task import Outcome, Task
from coursekit.grading.score import Grade, name_of
from coursekit.grading.told_after_the_run import told_after_the_run
from coursekit.grading.unused_imports import without_unused_imports
from coursekit.manifest import load_manifest

ALL_GRADED, NOT_ALL_GRADED, WRONG_CALL, TOO_FEW_POINTS, STOPPED = 0, 1, 2, 3, 130
"""Exit codes."""

REGRADE = "regrade"
"""The folder in the folder of grades for what was graded again and is not accepted yet."""


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for: `coursekit.grading.grade_command` says what each is."""

    paths: list[Path]
    out: Path
    sandbox: str
    jobs: int
    only: list[str]
    data: str
    class_file: Path | None
    roster: Path | None = None
    shard: str = "1/1"
    cluster: str = ""
    seed: int | None = None
    lessons: str = ""
    min_points: float = 0.0
    assignment: str = ""
    dry_run: bool = False
    anonymous: bool = False
    single: bool = False
    class_file_named: bool = False


@dataclass(frozen=True)
class Plan:
    """What was taken in.

    Attributes
    ----------
    rules
        How the class is graded.
    submissions
        This shard's.
    tasks
        By their names.
    chosen
        The names of those that are run: of all, or of those that were asked for.
    seed
        The run's.
    runs
        The earlier runs.
    roster
        The class, where there is a file of it.
    """

    rules: ClassRules
    submissions: list[Submission]
    tasks: dict[str, Task]
    chosen: set[str]
    seed: int
    runs: KeptRuns
    roster: Roster | None = None

    @cached_property
    def earlier(self) -> dict[str, str]:
        """The keys of what the students' work was graded under before, by the submission's name."""
        return {one.name: self.runs.earlier_key(one) for one in self.submissions}

    def grade_of(self, submission: Submission, outcome: Outcome | None = None) -> Grade:
        """Return a grade by what is known of a submission's task; before anything is run, by nothing."""
        task = self.tasks.get(submission.name)
        passed = {result.id for result in outcome.results if result.passed} if outcome else set()
        fingerprints = task.fingerprints if task else {}
        first = first_handed_in(self.runs, submission, fingerprints, passed)
        return Grade(submission, outcome, self.rules, first)

    @property
    def chosen_tasks(self) -> list[Task]:
        """The tasks of those that are run."""
        return [task for name, task in self.tasks.items() if name in self.chosen]


def grade_class(wanted: Wanted) -> int:
    """Take in what was handed in, run what is not known of it, score it, write it, and tell; return the exit code."""
    console = Console(stderr=True)
    try:
        plan = _take_in(wanted)
        if wanted.dry_run:
            _tell_plan(wanted, plan)
            return ALL_GRADED
        left = _left(wanted, plan, wanted.out)
    except CourseError as error:
        return _wrong_call(error, console)
    for name, task in plan.tasks.items():
        take_over(wanted.out, task, plan.earlier[name])
    _run(wanted, plan, wanted.out, left, console)
    grades = _grades(plan, wanted.out)
    manifest = plan.rules.manifest
    # Files under pseudonyms that were written once never stay behind.
    key = (pseudonym_key if wanted.anonymous else kept_pseudonym_key)(wanted.out)
    record = record_of(grades)
    records = [*plan.runs.records, record]
    graded = GradedClass(grades, manifest, plan.seed, plan.rules.assignment, plan.roster, records)
    earlier = write_formats(graded, wanted.out, key)
    code = _tell(wanted, plan, grades, earlier, console)
    _tell_changes(wanted, plan, record, console)
    return code


def regrade_class(wanted: Wanted) -> int:
    """Grade submissions once more, beside what is known of them, and say what would change; no mark changes.

    Returns the exit code.
    """
    console, pending = Console(stderr=True), wanted.out / REGRADE
    try:
        plan = _take_in(wanted)
        if plan.runs.last is None:
            raise CourseError(f"{wanted.out} holds no grades yet.\n→ `course grade` makes them.")
        _expect_work(wanted, plan)
        forget(plan.chosen_tasks, pending)
        left = _left(wanted, plan, pending)
    except CourseError as error:
        return _wrong_call(error, console)
    _run(wanted, plan, pending, left, console)
    grades = [grade for grade in _grades(plan, pending) if grade.submission.name in plan.chosen]
    record = record_of(grades)
    students = {
        key: old for key, old in plan.runs.last["students"].items() if key in record["students"]
    }
    found = changes({**plan.runs.last, "students": students}, record)
    write_atomically(pending / "changes.csv", changes_csv(found))
    for line in gains_and_losses(found, "the mark that counts"):
        console.print(escape(line), highlight=False, soft_wrap=True)
    console.print(
        f"See {pending / 'changes.csv'}. No mark has changed. The same command with --accept makes these count.",
        highlight=False,
        soft_wrap=True,
    )
    return NOT_ALL_GRADED if any(grade.failed_to_grade for grade in grades) else ALL_GRADED


def accept_regrade(wanted: Wanted) -> int:
    """Let what was graded again count for those that are chosen, then write all formats; return the exit code."""
    console = Console(stderr=True)
    try:
        plan = _take_in(wanted)
        _expect_work(wanted, plan)
    except CourseError as error:
        return _wrong_call(error, console)
    accepted = sum(accept(task, wanted.out / REGRADE, wanted.out) for task in plan.chosen_tasks)
    console.print(f"{accepted} accepted.", highlight=False)
    return grade_class(wanted)


def _wrong_call(error: CourseError, console: Console) -> int:
    console.print(f"course: {escape(str(error))}", highlight=False, soft_wrap=True)
    return WRONG_CALL


def _take_in(wanted: Wanted) -> Plan:
    """Read what was handed in and how it is graded.

    Raises
    ------
    CourseError
        When the call is wrong. Nothing was run then.
    """
    if wanted.sandbox not in LAUNCH or wanted.data not in ("sample", "full"):
        raise CourseError("--sandbox is bwrap, user or none, --data is sample or full.")
    _expect_apart(wanted.out, wanted.paths)
    rules = _rules(wanted)
    roster = load_roster(rules.roster) if rules.roster else None
    submissions = read_submissions(
        wanted.paths,
        roster=roster,
        attempt=rules.attempt,
        accept_notebooks=rules.accept_notebooks,
        single=wanted.single,
    )
    if key := kept_pseudonym_key(wanted.out):
        # A second grader knows no names.
        submissions = [replace(one, pseudonym=pseudonym(key, one)) for one in submissions]
    own = [without_unused_imports(one) for one in shard_of(submissions, wanted.shard)]
    if not submissions:
        raise CourseError("There is no submission in what you gave.")
    _expect_students(wanted, rules, submissions)
    if wanted.shard != "1/1" and wanted.seed is None:
        raise CourseError("--shard needs --seed N: the same secret number for all parts.")
    only = {name.casefold() for name in wanted.only}
    chosen = {one.name for one in own if not only or one.called & only}
    seed = run_seed(wanted.out, wanted.seed, keep=not wanted.dry_run)
    lessons = ",".join(lesson.number for lesson in rules.manifest.lessons)
    tasks = tasks_for(own, seed, wanted.sandbox, wanted.data, lessons)
    return Plan(rules, own, tasks, chosen, seed, kept_runs(wanted.out), roster)


def _expect_apart(out: Path, paths: list[Path]) -> None:
    """Demand that grades are not kept where somebody else writes, who could bring some along."""
    for path in paths:
        if _lies_in(out, path):
            raise CourseError(
                f"The folder for the grades, {out}, lies in what was handed in, {path}.\n"
                "→ Choose one elsewhere: --out ../grades"
            )


def _lies_in(path: Path, folder: Path) -> bool:
    # Links in what was handed in lead nowhere else.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _rules(wanted: Wanted) -> ClassRules:
    """Return how the class is graded: by its file, or by what the command line says.

    Raises
    ------
    CourseError
        When both say it, or when nobody named the file and a student may have written it.
    """
    if wanted.class_file is None:
        lessons = load_manifest().part(wanted.lessons or "core")
        return ClassRules(lessons, roster=wanted.roster, assignment=wanted.assignment)
    for path in () if wanted.class_file_named else wanted.paths:
        if _lies_in(wanted.class_file, path):
            raise CourseError(
                f"{wanted.class_file} lies in what was handed in, {path}. Who wrote it?\n"
                "→ If it is yours, name it: --class class.toml. If not, call the same command in another folder."
            )
    for option, value in (("--lessons", wanted.lessons), ("--roster", wanted.roster)):
        if value:
            raise CourseError(f"{option}: {wanted.class_file} says it already.\n→ Change it there.")
    rules = read_rules(wanted.class_file)
    return replace(rules, assignment=wanted.assignment or rules.assignment)


def _expect_students(wanted: Wanted, rules: ClassRules, submissions: list[Submission]) -> None:
    known = set().union(*(submission.called for submission in submissions))
    if unknown := [name for name in wanted.only if name.casefold() not in known]:
        raise CourseError(f"--only: there is no submission {', '.join(sorted(unknown))}.")
    for student in rules.students():
        bearers = len({one.whose for one in submissions if student.casefold() in one.called})
        if bearers != 1 and wanted.class_file:
            text = wanted.class_file.read_text(encoding="utf-8")
            place = re.search(rf"(?<!\w){re.escape(student)}(?!\w)", text)
            line = text.count("\n", 0, place.start() if place else 0) + 1
            raise CourseError(
                f"{wanted.class_file}, line {line}: "
                + (
                    f"{bearers} are called {student}.\n→ Write the login or an id."
                    if bearers
                    else f"there is no student {student}.\n"
                    "→ Write the name, the login or an id, as in the roster."
                )
            )


def _expect_work(wanted: Wanted, plan: Plan) -> None:
    """Demand that there is work to grade again of each student that was asked for by name."""
    told = [
        f"{log_line(name_of(one))}: {log_line(one.problem.sentence)}"
        for one in plan.submissions
        if wanted.only and one.name in plan.chosen and one.problem
    ]
    if told:
        raise CourseError("\n".join(["--only: there is nothing to grade again.", *told]))


def _left(wanted: Wanted, plan: Plan, out: Path) -> dict[str, bool]:
    """Return for each task that was asked for, by its key, whether something is left to run.

    Raises
    ------
    CourseError
        When something is to be run here and there is no sandbox for it.
    """
    left = {
        task.key: to_run(out, task, plan.earlier[name]) is not None
        for name, task in plan.tasks.items()
        if name in plan.chosen
    }
    if any(left.values()) and not wanted.cluster:
        require_sandbox(wanted.sandbox)
    return left


def _grades(plan: Plan, out: Path) -> list[Grade]:
    grades = []
    for submission in plan.submissions:
        task = plan.tasks.get(submission.name)
        grade = plan.grade_of(submission, outcome_of(out, task) if task else None)
        if task and is_stored(out / REGRADE, task):
            grade = _with_pending(grade, outcome_of(out / REGRADE, task))
        grades.append(grade)
    return best_attempts(grades)


def _with_pending(grade: Grade, again: Outcome) -> Grade:
    """Return the grade with a note of what grading it again gave, which is not accepted yet."""
    points = {"new": replace(grade, outcome=again).points, "old": grade.points}
    note = GradingProblem(GradingCode.GRADED_AGAIN, points)
    submission = replace(grade.submission, notes=(*grade.submission.notes, note))
    return replace(grade, submission=submission)


def _tell_plan(wanted: Wanted, plan: Plan) -> None:
    """Say who would be graded, with which files and what time, and what would be run."""
    grades = [plan.grade_of(one) for one in plan.submissions if one.name in plan.chosen]
    left = {name: to_run(wanted.out, task, plan.earlier[name]) for name, task in plan.tasks.items()}
    would_run = {name: [*task.fingerprints] for name, task in left.items() if task}
    for line in plan_told(grades, would_run):
        print(line)


def _run(wanted: Wanted, plan: Plan, out: Path, left: dict[str, bool], console: Console) -> None:
    remove_left_behind()
    if not any(left.values()):
        return
    if wanted.sandbox == "none":
        console.print(
            "[yellow]No sandbox: the code can read and change your files, and use the network.[/]"
        )
    executor = (
        partial(cluster_executor, wanted.cluster)
        if wanted.cluster
        else partial(local_executor, wanted.jobs)
    )
    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        done = len(left) - sum(left.values())
        bar = progress.add_task("grading", total=len(left), completed=done)
        try:
            run_tasks(plan.chosen_tasks, out, executor, lambda: progress.advance(bar))
        except KeyboardInterrupt:
            progress.stop()
            console.print("Stopped. The same command goes on where it was.")
            # What is being run ends with this process; a usual exit would wait for it.
            os._exit(STOPPED)


def _tell_changes(wanted: Wanted, plan: Plan, record: Record, console: Console) -> None:
    """Keep the run, write what changed since the last one, and say who gained and who lost."""
    keep_run(wanted.out, record)
    found: list[Change] = changes(plan.runs.last, record) if plan.runs.last else []
    write_atomically(wanted.out / "changes.csv", changes_csv(found))
    if plan.runs.last:
        for line in gains_and_losses(found, plan.runs.last["when"]):
            console.print(escape(line), highlight=False, soft_wrap=True)


def _tell(
    wanted: Wanted, plan: Plan, grades: list[Grade], earlier: list[Path], console: Console
) -> int:
    def tell(text: str) -> None:
        console.print(text, highlight=False, soft_wrap=True)

    asked = [grade for grade in grades if grade.submission.name in plan.chosen]
    missing = [grade for grade in asked if grade.failed_to_grade]
    for grade in missing:
        tell(f"[red]not graded[/] {escape(log_line(f'{grade.name}: {grade.problem}'))}")
        if grade.details:
            # A failure of the course's own code: whoever mends it needs to see where.
            tell(escape("\n".join(map(log_line, grade.details.splitlines()))))
    nothing = [grade for grade in asked if grade.submission.problem]
    for state in (State.NOTHING_HANDED_IN, State.NOT_GRADABLE):
        names = [log_line(grade.name) for grade in nothing if grade.state is state]
        if names:
            tell(f"{state.value}: {escape('; '.join(names))}")
    if earlier:
        stems = escape("; ".join(log_line(file.stem) for file in earlier))
        tell(f"in {earlier[0].parent} from an earlier run, and not in this one: {stems}")
    count = len(asked) - len(missing) - len(nothing)
    for line in told_after_the_run(asked, plan.roster, plan.rules.assignment):
        tell(escape(line))
    tell(f"{count} of {len(asked)} graded: see {wanted.out / 'grades.csv'}")
    if missing:
        return NOT_ALL_GRADED
    if below := [log_line(g.name) for g in asked if (g.points or 0.0) < wanted.min_points]:
        tell(f"fewer than {wanted.min_points:g} points: {escape('; '.join(below))}")
        return TOO_FEW_POINTS
    return ALL_GRADED
