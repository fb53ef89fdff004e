"""How a failing check says which catalogued mistake it has recognised."""

from collections.abc import Mapping

_noted: list[str] = []


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
        mistake = {mistake: True}
    _noted.extend([name for name, fits in mistake.items() if fits][:1])
    return message


def take_recognised() -> str:
    """Return the mistake that was noted last since the last call of this function; empty when there was none."""
    name = _noted[-1] if _noted else ""
    _noted.clear()
    return name
