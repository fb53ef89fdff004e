"""What one submission may take: seconds, memory, and how much longer than the others before it waits until they are done."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager

TIME_LIMIT = 100.0
"""Seconds of processor time for one submission on the sample, and for what is done here for it. The reference takes about 7. By the
clock, `CLOCK_FACTOR` times as long."""

TRAINING_LIMIT = 40.0
"""The same for one training on the sample. The reference's longest takes 3. Nothing is asked again of a function that did
not end, so this leaves time for all the others."""

FULL_TIME_LIMIT, FULL_TRAINING_LIMIT = 1200.0, 600.0
"""The same on full MNIST. The reference takes about 3 minutes."""

PATIENCE, TIMES_AS_LONG = 15.0, 2.5
"""Seconds by the clock, and how many times as long as half of the others took here: who takes longer waits until all others
are done. The slowest right one in a class of 60 takes twice as long as half of them. Of a process's first one nothing is
known: on a slow machine with two at the same time a right one takes 20 seconds."""

GRACE = 20.0
"""Seconds beyond the limit, after which the process that reads the submission's answers is ended too."""

MEMORY_BYTES = {"sample": 3 * 2**29, "full": 4 * 2**30}
"""What this process may use: on the sample it needs 0.3 GB, on full MNIST in float64 with its copies 2 GB."""

took: list[float] = []
"""Seconds that submissions have taken in this process. They say how quick this machine is."""


def beside_others() -> float:
    """Return how long a submission may take beside others, by the clock."""
    return max(PATIENCE, TIMES_AS_LONG * statistics.median(took or [PATIENCE]))


@contextmanager
def bound_this_process(processor: float, clock: float, memory: int) -> Iterator[None]:
    """Limit this process too: what the submission sends can be made so that reading it takes memory or time.

    In seconds of its own processor time, seconds by the clock, and bytes.
    """
    try:
        import resource
        import signal
    except ModuleNotFoundError:
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    # Nobody takes these signals: the system ends the process, and its result is one that was not found.
    signal.setitimer(signal.ITIMER_PROF, processor)
    signal.setitimer(signal.ITIMER_REAL, clock)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
