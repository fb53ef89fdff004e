"""Values as messages of checks write them."""

import re
from collections.abc import Iterable, Mapping


def listed(values: Iterable[object], none: str = "nothing") -> str:
    """Return "300, 100, 10"; `none` where there are no values."""
    return ", ".join(map(str, values)) or none


def named(metrics: Mapping[str, float]) -> str:
    """Return "accuracy 0.912, loss 0.301"."""
    return ", ".join(f"{name} {value:.3f}" for name, value in metrics.items())


def first_line(text: str) -> str:
    """Return the first line of what a library says, without TensorFlow's marks."""
    return re.sub(r"{{.*?}} ?", "", text.strip().splitlines()[0])[:200]


def without_batch(shape: list[int | None] | None) -> str:
    """Return "(28, 28)" for a model's shape (None, 28, 28)."""
    return str(tuple(shape[1:])) if shape else "unknown"
