"""A class that was never graded: made-up students with real checks and what they really said of catalogue mistakes."""

import json
import random
from dataclasses import replace
from functools import cache
from pathlib import Path

from coursekit.checks.results import CheckResult, Status
from coursekit.checks.run import list_checks
from coursekit.grading.intake.submission import Submission
from coursekit.grading.problems import GradingCode, GradingProblem
from coursekit.grading.run.task import Outcome
from coursekit.grading.score import Grade
from coursekit.manifest import ROOT, load_manifest
from coursekit.worker.names import Code

CORE = load_manifest().part("core")

# One list a way of naming; the class mixes them.
GIVEN = [
    "Amara",
    "Ben",
    "Chiara",
    "Daniel",
    "Elif",
    "Farid",
    "Grace",
    "Hiroshi",
    "Ingrid",
    "Jamal",
    "Katarzyna",
    "Liam",
    "Mei",
    "Nikhil",
    "Olga",
    "Priya",
    "Quentin",
    "Rosa",
    "Samir",
    "Tomás",
    "Uma",
    "Viktor",
    "Wanjiru",
    "Ximena",
    "Yusuf",
    "Zoë",
]
FAMILY = [
    "Adeyemi",
    "Bauer",
    "Costa",
    "Duarte",
    "Eriksson",
    "Fischer",
    "García",
    "Haddad",
    "Ito",
    "Jansen",
    "Kowalska",
    "Lindqvist",
    "Mbeki",
    "Novák",
    "Okafor",
    "Petrov",
    "Quispe",
    "Rossi",
    "Sharma",
    "Tanaka",
    "Ueda",
    "Vogel",
    "Wójcik",
    "Xu",
    "Yılmaz",
    "Zhang",
]

SAID = json.loads(Path(__file__).with_name("said.json").read_text(encoding="utf-8"))
"""The first check that failed for some mistakes of the catalogue, and its message."""

HARD = {"scale_images": 0.3, "build_mlp": 0.2, "predict_digits": 0.1, "load_data": -0.2}
"""How much more often than other functions these go wrong."""

EXITS = {
    "code": Code.EXIT,
    "message": "evaluate_model ended the whole program: it called exit().\n  line 9:  exit()\n"
    "→ Take the exit() away. A function gives its answer with return.",
    "file": "mnist_course/evaluate.py",
    "line": 9,
}


NO_PACKAGE = GradingProblem(GradingCode.NO_PACKAGE, {"files": "notes.txt"})


def made_up_class(size: int, seed: int = 27) -> list[Grade]:
    """Return grades of so many students, the same for the same seed: most do well, some stop half way."""
    chance = random.Random(seed)
    given, family = (chance.sample(names, len(names)) for names in (GIVEN, FAMILY))
    pairs = [(n % len(given), (n + n // len(given)) % len(family)) for n in range(size)]
    return [made_up_grade(f"{given[g]} {family[f]}", chance) for g, f in pairs]


def made_up_grade(name: str, chance: random.Random, message: str = "") -> Grade:
    """Return a grade; `message` is put behind what the first check that failed said."""
    submission = Submission(name, {"load_data.py": b""})
    fate = chance.random()
    if fate < 0.04:
        return Grade(Submission(name, problem=NO_PACKAGE), None)
    if fate < 0.1:
        submission = replace(
            submission, notes=(GradingProblem(GradingCode.ODD_FILE, {"file": "conftest.py"}),)
        )
    care, end = chance.betavariate(3.2, 0.9), "08" if chance.random() < 0.8 else "06"
    outcome = all_right(name)
    results: list[CheckResult] = []
    for function in CORE.graded.values():
        own = [result for result in outcome.results if result.function == function.name]
        said = [one for one in SAID if one["function"] == function.name]
        wrong = None
        if said and chance.random() > care - HARD.get(function.name, 0.0):
            # The first of each function is the one that many make.
            wrong = said[0] if chance.random() < 0.5 else chance.choice(said)
        if 0.1 < fate < 0.13 and function.name == "evaluate_model":
            wrong = {**EXITS, "check": own[0].check}
        failed = False
        for result in own:
            if function.lesson_number >= end:
                text = f"→ Open {function.file} and write {function.name}."
                result = replace(result, status=Status.NOT_STARTED, message=text)
            elif wrong and (result.check == wrong["check"] or (failed and chance.random() < 0.3)):
                failed = True
                place = {"file": wrong["file"], "line": wrong["line"]}
                text = wrong["message"] + message
                code = wrong.get("code", Code.DEMAND)
                said = {"message": text, "code": code, "mistake": wrong.get("mistake", "")}
                result = replace(result, status=Status.FAILED, **said, **place)
            results.append(result)
    return Grade(submission, replace(outcome, results=results))


def all_right(key: str) -> Outcome:
    """Return an outcome in which every check of the course passed."""
    results = []
    for name, check in _checks():
        function = CORE.graded[name]
        worth = function.points / sum(other == name for other, _ in _checks())
        results.append(
            CheckResult(function.lesson_number, name, check, Status.PASSED, points=worth)
        )
    return made_up_outcome(key, results)


def made_up_outcome(key: str, results: list[CheckResult]) -> Outcome:
    """Return an outcome with all its facts."""
    return Outcome(
        key,
        results,
        seconds=12.0,
        version="1.0.0",
        course="9f0c2d1e4b7a6835",
        dataset="3f1a9c5e" * 8,
        seed=20,
        sandbox="bwrap",
    )


@cache
def _checks() -> list[tuple[str, str]]:
    return list_checks([lesson.tests for lesson in CORE.lessons], ROOT)
