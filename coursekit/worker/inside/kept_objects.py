"""The objects that can't cross to the other side: they stay here, and a number stands for each."""

from typing import Any

import numpy as np

from coursekit.worker.inside.describe import facts_of, kind_of


class KeptObjects:
    """The objects that stay here, by the number that stands for them on the other side."""

    def __init__(self) -> None:
        self._objects: list[Any] = []

    def keep(self, value: Any) -> dict[str, Any]:
        """Remember an object and return its number, kind and facts."""
        number = next((i for i, known in enumerate(self._objects) if known is value), None)
        if number is None:
            number = len(self._objects)
            self._objects.append(value)
        kind = kind_of(value)
        try:
            known = facts_of(value, kind)
        except Exception as error:  # noqa: BLE001 - the learner's object may be half made
            known = {"type": type(value).__name__, "unreadable": f"{type(error).__name__}: {error}"}
        return {"number": number, "kind": kind, "facts": known}

    def restore(self, content: dict[str, Any]) -> Any:
        """Return the object for a number, or a random generator for its state."""
        if "generator" in content:
            bits = np.random.PCG64()
            bits.state = content["generator"]
            return np.random.Generator(bits)
        return self._objects[content["number"]]
