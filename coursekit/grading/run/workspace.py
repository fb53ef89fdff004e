"""Where a submission is run: a worker, the folder that it sees, and one that it does not see."""

import os
import tempfile
from pathlib import Path

from coursekit.grading.run.digits import SEEN
from coursekit.grading.run.folders import PREFIX, lock_folder, remove_folder
from coursekit.grading.run.sandbox import LAUNCH
from coursekit.manifest import load_manifest
from coursekit.worker.learner import Learner


class Workspace:
    """Two folders, and a worker that starts when it is first asked.

    Attributes
    ----------
    box, vault
        The folder that it sees, and one that it does not see.
    learner
        Calls the functions of the submission that is put into the box.
    """

    def __init__(self, sandbox: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
        # Held as long as this process lives: see `folders.remove_left_behind`.
        self._lock = lock_folder(Path(self._folder.name))
        self.box, self.vault = Path(self._folder.name, "box"), Path(self._folder.name, "vault")
        (self.box / "mnist_course").mkdir(parents=True)
        self.vault.mkdir(0o700)
        self.learner = Learner(self.box, load_manifest(), SEEN, launch=LAUNCH[sandbox])

    def close(self) -> None:
        """End the worker and remove the folders."""
        self.learner.stop()
        remove_folder(Path(self._folder.name))
        self._folder.cleanup()
        if self._lock is not None:
            os.close(self._lock)
