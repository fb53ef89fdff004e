"""More names that Python does not know, for the same reason: told at once, not one after the other."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import span_of

PLACES = 2
"""So many other places of a slip are told: a message stays short."""


def further_names(
    rule: Callable[[Situation], Cause | None], situation: Situation
) -> tuple[str, ...]:
    """Return where else in the same function a rule would say the same, of other names: "total in line 5"."""
    found = dict.fromkeys(_further(rule, situation))
    return tuple(f"{name} in line {line}" for name, line in found)


def _further(
    rule: Callable[[Situation], Cause | None], situation: Situation
) -> Iterator[tuple[str, int]]:
    frames = situation.field("frames", [])
    if situation.error != "NameError" or not frames:
        return
    seen = {situation.field("name")}
    for node in situation.unknown_names:
        if node.id not in seen:
            seen.add(node.id)
            frame = {**frames[-1], "line": node.lineno, "span": span_of(node)}
            fields = {
                **situation.problem.fields,
                "name": node.id,
                "said": f"name '{node.id}' is not defined",
                "frames": [*frames[:-1], frame],
            }
            if rule(replace(situation, problem=replace(situation.problem, fields=fields))):
                yield node.id, node.lineno


def with_places(says: str, also: tuple[str, ...]) -> str:
    """Add to a cause's sentences the first other places of the same slip: a message stays short."""
    if not also:
        return says
    end = "" if says.endswith("?") else "."
    return f"{says.removesuffix('.')}{end} The same for {' and '.join(also[:PLACES])}."
