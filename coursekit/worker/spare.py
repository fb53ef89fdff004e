"""Spare workers: a worker that has imported TensorFlow already waits, is used once, and the next one starts."""

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from coursekit.manifest import Manifest
from coursekit.worker.learner import Learner

_LOOK_SECONDS = 0.2
"""How often it is looked whether the next worker is there."""


class SpareWorker:
    """Keeps one worker ready, for the ``mnist_course/`` in `folder`.

    Until the next one is ready, the last one is kept: who saves twice in a few seconds does not wait for TensorFlow.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self._manifest = manifest
        self._lock = threading.Lock()
        self._last: Learner | None = None
        self._waiting = self._start()

    @contextmanager
    def learner(self, slugs: Sequence[str] = ()) -> Iterator[Learner]:
        """Give a learner with a worker that is ready.

        Parameters
        ----------
        slugs
            The modules that are checked, where that is known. If they do without TensorFlow, and the waiting
            worker still imports it, a plain worker is there sooner.
        """
        last = self._take_last()
        if last is not None:
            # It reads the files again.
            last.open(self.folder)
            with self._kept(last):
                yield last
            return
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
            with self._kept(learner):
                yield learner
        finally:
            # The next one starts only now: a start takes all of a small computer's attention.
            self._waiting = self._start()
            threading.Thread(target=self._end_last, args=(self._waiting,), daemon=True).start()

    def stop(self) -> None:
        """End all workers."""
        self._waiting.stop()
        if last := self._take_last():
            last.stop()

    @contextmanager
    def _kept(self, learner: Learner) -> Iterator[None]:
        """Keep a learner for the next time, unless it was interrupted: what it is at then, nobody knows."""
        try:
            yield
        except BaseException:
            learner.stop()
            raise
        with self._lock:
            self._last = learner

    def _take_last(self) -> Learner | None:
        """Return the worker that was used last if it can be used again, with the next one not there yet."""
        with self._lock:
            last, self._last = self._last, None
        if last is None or (last.ready() and not self._waiting.warm()):
            return last
        last.stop()
        return None

    def _end_last(self, following: Learner) -> None:
        """Wait for the next worker, and end the last one."""
        while following.ready() and not following.warm():
            time.sleep(_LOOK_SECONDS)
        if following is self._waiting and (last := self._take_last()):
            last.stop()

    def _start(self) -> Learner:
        learner = Learner(self.folder, self._manifest)
        learner.warm_up()
        return learner
