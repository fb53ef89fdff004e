"""What changed between two runs: for each student and check old, new and why. Pure: it compares two records."""

from collections.abc import Iterator
from dataclasses import dataclass

from coursekit.grading.kept_runs import Record
from coursekit.manifest import load_manifest

AGAIN = "handed in again"
CHECK = "the check changed"
COURSE = "the course changed"
RULE = "the rule changed"
OVERRIDE = "an override"
TIME = "another time of handing in"
ADDED, GONE = "not in the older run", "not in the newer run"
STATE = "what was handed in can be graded now, or no longer"


@dataclass(frozen=True)
class Change:
    """What changed in one place.

    Attributes
    ----------
    student
        The name.
    lesson, function, check
        Where: a check; a function (override) without check; a lesson (lateness) without function; all are empty for the
        student's sum.
    old, new
        What was seen: a check's status, days late, an override's reason.
    old_points, new_points
        What it gave; None where there was no grade.
    why
        One of the sentences above; several for a sum.
    """

    student: str
    lesson: str
    function: str
    check: str
    old: str
    new: str
    old_points: float | None
    new_points: float | None
    why: str

    @property
    def is_sum(self) -> bool:
        """Whether it is about all of a student's points."""
        return not self.lesson

    @property
    def gain(self) -> float:
        """How many points more."""
        return round((self.new_points or 0.0) - (self.old_points or 0.0), 2)


def changes(old: Record, new: Record) -> list[Change]:
    """Return all changes from an older run to a newer one, by student; each student's sum comes last."""
    before, after = old["students"], new["students"]
    found: list[Change] = []
    for key in [*after, *(key for key in before if key not in after)]:
        found += _of_student(before.get(key), after.get(key))
    return found


def _of_student(old: Record | None, new: Record | None) -> Iterator[Change]:
    if old is None or new is None:
        known = new or old or {}
        points = known["points"]
        why = ADDED if old is None else GONE
        was, now = (None, points) if old is None else (points, None)
        yield Change(known["name"], "", "", "", "", "", was, now, why)
        return
    found = [*_checks(old, new), *_overrides(old, new), *_lateness(old, new)]
    yield from found
    if found or old["points"] != new["points"]:
        whys = sorted({one.why for one in found}) or [
            RULE if old["problem"] == new["problem"] else STATE
        ]
        yield Change(
            new["name"],
            "",
            "",
            "",
            old["problem"],
            new["problem"],
            old["points"],
            new["points"],
            "; ".join(whys),
        )


def _checks(old: Record, new: Record) -> Iterator[Change]:
    nothing = {"status": "", "worth": 0.0, "points": 0.0}
    for id_ in dict.fromkeys([*old["checks"], *new["checks"]]):
        was, now = old["checks"].get(id_, nothing), new["checks"].get(id_, nothing)
        if (was["status"], was["points"]) == (now["status"], now["points"]):
            continue
        lesson, function, check = id_.split(".", 2)
        same = was["status"] == now["status"] and was["worth"] != now["worth"]
        why = RULE if same else _why(old["lessons"].get(lesson), new["lessons"].get(lesson))
        yield Change(
            new["name"],
            lesson,
            function,
            check.replace("_", " "),
            was["status"],
            now["status"],
            was["points"],
            now["points"],
            why,
        )


def _why(old: Record | None, new: Record | None) -> str:
    """Say why the facts of a lesson differ: by what its fingerprint is made of."""
    if not old or not new:
        return RULE  # The lesson is graded in one of the two runs alone.
    if not old["fingerprint"] or not new["fingerprint"]:
        return STATE
    parts = zip(old["fingerprint"].split("-"), new["fingerprint"].split("-"), strict=True)
    differs = [was != now for was, now in parts]
    return next(
        (why for why, one in zip((AGAIN, CHECK, COURSE), differs, strict=True) if one), RULE
    )


def _overrides(old: Record, new: Record) -> Iterator[Change]:
    for name, now in new["functions"].items():
        was = old["functions"].get(name, {"points": 0.0, "override": ""})
        changed = was["override"] != now["override"] or (
            now["override"] and was["points"] != now["points"]
        )
        if changed:
            lesson = load_manifest().graded[name].lesson_number
            yield Change(
                *(new["name"], lesson, name, ""),
                *(was["override"], now["override"], was["points"], now["points"], OVERRIDE),
            )


def _lateness(old: Record, new: Record) -> Iterator[Change]:
    for number, now in new["lessons"].items():
        was = old["lessons"].get(number)
        if was is None or _late(was) == _late(now):
            continue
        why = RULE
        if was["waived"] != now["waived"]:
            why = OVERRIDE
        elif was["handed_in"] != now["handed_in"]:
            work, earlier = (one["fingerprint"].partition("-")[0] for one in (now, was))
            why = TIME if work == earlier else AGAIN
        seen = [f"{one['days_late']} day{'s' * (one['days_late'] != 1)} late" for one in (was, now)]
        yield Change(
            new["name"],
            number,
            "",
            "lateness",
            seen[0],
            seen[1],
            # Nothing taken off is 0, and not -0.
            0.0 - was["taken_off"],
            0.0 - now["taken_off"],
            why,
        )


def _late(lesson: Record) -> tuple[object, ...]:
    return lesson["days_late"], lesson["taken_off"], lesson["waived"]
