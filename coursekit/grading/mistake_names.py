"""Names for what went wrong: the catalogue of deliberate mistakes, looked up by what a check said."""

from coursekit.catalogue import known_mistake
from coursekit.checks.results import CheckResult
from coursekit.worker.kind_names import KIND_NAMES
from coursekit.worker.names import Code


def name_mistake(result: CheckResult) -> str:
    """Say in a few words, in the past tense, what went wrong in a check that failed."""
    if known := known_mistake(result.mistake):
        return known.name
    if result.code is Code.WRONG_KIND:
        return _returned(result.fields["seen_kind"], result.fields["expected"])
    if result.code in _ENDED:
        return _ENDED[result.code].format(**result.fields)
    return f"failed the check “{result.check}”"


def _returned(seen: str, expected: str) -> str:
    if seen == "none":
        return "returned nothing"
    kind = KIND_NAMES.get(seen) or _ALSO_RETURNED.get(seen) or f"a {seen}"
    return f"returned {kind} instead of {KIND_NAMES[expected]}".replace(" (a tuple of two)", "")


_ALSO_RETURNED = {
    "data_frame": "a DataFrame",
    "function": "a function",
    "other": "another thing",
    "tuple_of_one": "a tuple of one",
}
_ENDED = {
    Code.EXCEPTION: "stopped with {type}",
    Code.SYNTAX: "had a syntax error",
    Code.ENCODING: "had a syntax error",
    Code.IMPORT: "could not be imported",
    Code.NO_FILE: "had no such function",
    Code.NO_FUNCTION: "had no such function",
    Code.ARGUMENTS: "changed the function's parameters",
    Code.TIMEOUT: "did not come to an end",
    Code.NO_TIME_LEFT: "did not come to an end",
    Code.FLOOD: "printed without end",
    Code.MEMORY: "needed too much memory",
    Code.EXIT: "ended Python",
    Code.CRASH: "ended Python",
    Code.WORKER_GONE: "ended Python",
    Code.UNKNOWN_LAYER: "used a layer that the checks can't follow",
}
"""Names for the ends of code that gave no answer to judge."""
