"""Spare workers: a worker that has imported TensorFlow already waits, is used once, and the next one starts."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from coursekit.manifest import Manifest
from coursekit.worker.launch import Launched, launch_plain
from coursekit.worker.learner import Learner


class SpareWorker:
    """Keeps one worker ready.

    Parameters
    ----------
    folder
        The folder that holds ``mnist_course/``.
    manifest
        The course.
    data
        Which digits the worker reads: "sample", "full", or a path.
    launch
        How a worker is started: plain, or in a sandbox.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        data: str = "sample",
        launch: Callable[[Path, str], Launched] = launch_plain,
    ) -> None:
        self.folder = folder
        self._options = (folder, manifest, data, None, launch)
        self._waiting = self._start()

    @contextmanager
    def learner(self, slugs: Sequence[str] = ()) -> Iterator[Learner]:
        """Give a learner with the waiting worker; afterwards end it and start the next one.

        Parameters
        ----------
        slugs
            The modules that are checked, where that is known. If they do without TensorFlow, and the waiting
            worker still imports it, a plain worker is there sooner.
        """
        learner = self._waiting
        if slugs and not learner.warm() and not learner.needs_tensorflow(slugs):
            with Learner(*self._options) as plain:
                plain.prepare(slugs)
                yield plain
            return
        if not learner.ready():
            learner.stop()
            learner = self._start()
        try:
            yield learner
        finally:
            # The next one starts only now: a start takes all of a small computer's attention.
            learner.stop()
            self._waiting = self._start()

    def stop(self) -> None:
        """End the waiting worker."""
        self._waiting.stop()

    def _start(self) -> Learner:
        learner = Learner(*self._options)
        learner.warm_up()
        return learner
