"""Naming the known wrong way by which a wrong value came about."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from coursekit.checks.recognition import recognised

Way = tuple[str, str]
"""A catalogued mistake's name (see `recognised`; empty for none), and what is said of it: a sentence with a space before
it, or nothing."""


def fitting(
    seen: Any, ways: Mapping[Way, Any], otherwise: Way = ("", ""), tolerance: float = 1e-3
) -> str:
    """Return the sentence of the first way that gives the value that was seen, and note its mistake.

    ``f"It should be {right}. You returned {seen}.{fitting(seen, {('sum', ' That is the sum.'): n * right})}"``: in an
    assertion's message, where it costs nothing as long as the value is right.

    Parameters
    ----------
    seen
        A number, an array or a text.
    ways
        What each known wrong way would give.
    otherwise
        What counts when none of them fits.
    tolerance
        How far numbers may be apart, as a part of the largest.
    """
    for (name, says), value in ways.items():
        if _same(seen, value, tolerance):
            return recognised({name: True}, says)
    return recognised(*otherwise)


def _same(seen: Any, value: Any, tolerance: float) -> bool:
    if isinstance(seen, str) or isinstance(value, str):
        return bool(seen == value)
    one, other = np.asarray(seen), np.asarray(value)
    if one.shape != other.shape or not {one.dtype.kind, other.dtype.kind} <= set("biuf"):
        return False
    size = np.abs(other.astype(float)).max(initial=0)
    return np.allclose(one.astype(float), other, rtol=0, atol=tolerance * size)
