"""Spare workers: a worker that has imported TensorFlow already waits, is used once, and the next one starts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from coursekit.manifest import Manifest
from coursekit.worker.learner import Learner


class SpareWorker:
    """Keeps one worker ready, for the ``mnist_course/`` in `folder`."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self._manifest = manifest
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
            with Learner(self.folder, self._manifest) as plain:
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
        learner = Learner(self.folder, self._manifest)
        learner.warm_up()
        return learner
