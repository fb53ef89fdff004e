"""Where a submission is run: a worker that waits, the folder that it sees, and one that it does not see."""

import tempfile
from pathlib import Path

from coursekit.grading.run.digits import SEEN
from coursekit.grading.run.sandbox import launch_bare, launch_sandboxed
from coursekit.manifest import load_manifest
from coursekit.worker.learner import Learner

_LAUNCH = {"bwrap": launch_sandboxed, "none": launch_bare}

SANDBOXES = tuple(_LAUNCH)


class Workspace:
    """A worker that waits.

    Attributes
    ----------
    box, vault
        The folder that it sees, and one that it does not see.
    learner
        Calls the functions of the submission that is put into the box.
    """

    def __init__(self, sandbox: str, warm: bool = True) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="grading-", ignore_cleanup_errors=True)
        self.box, self.vault = Path(self._folder.name, "box"), Path(self._folder.name, "vault")
        (self.box / "mnist_course").mkdir(parents=True)
        self.vault.mkdir()
        self.learner = Learner(self.box, load_manifest(), SEEN, launch=_LAUNCH[sandbox])
        if warm:
            # A class wants all to be done soon, no single answer.
            self.learner.warm_up(use=False)

    def close(self) -> None:
        """End the worker and remove the folders."""
        self.learner.stop()
        self._folder.cleanup()


def waiting_workspace(sandbox: str) -> Workspace:
    """Return the workspace that waits, or a new one."""
    workspace = _waiting.pop(sandbox, None)
    if workspace is None or not workspace.learner.ready():
        workspace = Workspace(sandbox)
    return workspace


def prepare_workspace(sandbox: str) -> None:
    """Start the next sandbox now, so that it is warm when the next submission comes."""
    _waiting[sandbox] = Workspace(sandbox)


_waiting: dict[str, Workspace] = {}
