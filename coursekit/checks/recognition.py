"""How a failing check says which catalogued mistake it has recognised."""

from collections.abc import Mapping

_noted: list[tuple[str, bool]] = []
"""The mistakes, each with whether the value that was seen speaks for it."""


def recognised(mistake: str | Mapping[str, object], message: str) -> str:
    """Return an assertion's message, and note which mistake the check has recognised.

    ``assert 0 not in answers, recognised("forgot_zero", "You …")``: Python asks for a message only when the assertion
    fails, so that nothing is noted otherwise.

    Parameters
    ----------
    mistake
        The name of a file in ``tests/course/mistakes/lesson_NN/``, without its ending; or several of them, each with
        whether it is this one. The first that is counts.
    message
        Sentences for the learner.
    """
    if isinstance(mistake, str):
        _noted.append((mistake, False))
    else:
        _noted.extend([(name, True) for name, fits in mistake.items() if fits][:1])
    return message


def take_recognised() -> tuple[str, bool]:
    """Return the mistake that was noted last since the last call of this function, and whether the value speaks for it.

    Empty when there was none. Where the value does not, it is the usual mistake of those that fail this check.
    """
    found = _noted[-1] if _noted else ("", False)
    _noted.clear()
    return found
