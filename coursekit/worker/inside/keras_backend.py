"""Keras runs on TensorFlow here: a file of the learner's that chooses another backend is named."""

import os
import re
import sys
from pathlib import Path
from typing import Any

from coursekit.worker.inside.exceptions import Refusal, shown_path
from coursekit.worker.names import PACKAGE, Code

_BACKEND = "tensorflow"


def expect_tensorflow(folder: Path, file: Path) -> None:
    """See whether `file`, which was just imported, lets Keras be what the course runs.

    Raises
    ------
    Refusal
        When it chose another backend: its own checks could pass here, and it would fail everywhere else.
    """
    chosen = os.environ.get("KERAS_BACKEND") or _BACKEND
    if chosen == _BACKEND:
        return
    keras = sys.modules.get("keras")
    if keras is not None and keras.config.backend() == _BACKEND:
        # It came too late to change anything. Other files are not to blame.
        os.environ["KERAS_BACKEND"] = _BACKEND
    # As if it had never been imported: whoever imports it next is told the same.
    sys.modules.pop(".".join(file.with_suffix("").parts), None)
    frames = _lines_that_choose([folder / file, *sorted((folder / PACKAGE).glob("*.py"))], folder)
    said = f"KERAS_BACKEND is set to {chosen!r}, and the course runs Keras with TensorFlow"
    raise Refusal(
        Code.IMPORT,
        type="ValueError",
        said=said,
        name="",
        meant="",
        by_learner=False,
        frames=frames[:1],
        module="",
        own=False,
    )


def _lines_that_choose(files: list[Path], folder: Path) -> list[dict[str, Any]]:
    return [
        {
            "file": shown_path(str(file), folder),
            "line": number,
            "function": "<module>",
            "text": line.strip(),
            "span": [],
            "kinds": {},
        }
        for file in files
        for number, line in enumerate(file.read_text("utf-8", "replace").splitlines(), start=1)
        if re.match(r"[^#]*(KERAS_BACKEND|set_backend)", line)
    ]
