"""How a learner's function ended, in a sentence, where a traceback would be too much."""

import textwrap
import traceback
from pathlib import Path


def sentence(error: BaseException, what: str, then: str) -> str:
    """Return what happened to `what`, in which line of the learner's file; `then` is what to do when it is mended."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).parent.name == "mnist_course"]
    file = f"mnist_course/{Path(own[-1].filename).name}" if own else ""
    if own and isinstance(error, NotImplementedError):
        name = own[-1].name
        return (
            f"{name} is not written yet.\n→ Open {file}, write {name}, save the file, and {then}."
        )
    place = f" ({file}, line {own[-1].lineno})" if own else ""
    # Keras's messages have many lines.
    return f"{what} stopped with {type(error).__name__}: {textwrap.shorten(str(error), 300)}{place}"
