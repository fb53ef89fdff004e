"""How long a worker may take. A limit catches what never ends; slowness has room."""

import math
import time

CALL_LIMIT = 20.0
"""Seconds for a call that computes next to nothing. A loop that never ends takes longer."""

TRAINING_LIMIT = 900.0
"""Seconds for a call that trains a network."""

START_LIMIT = 600.0
"""Seconds for starting Python and importing libraries: a cold disk and a virus scanner are slow, not wrong."""

CLOCK_FACTOR = 5.0
"""Where submissions are graded, a limit is one of processor time, which no neighbour can take away. By the clock it is so
many times as long: that ends what sleeps, and is enough for honest code that shares its processor with four others."""


class Allowance:
    """What a submission may take in all, whatever it does: its workers, and the work of this process for it.

    Parameters
    ----------
    processor
        Seconds of processor time.
    clock
        Seconds by the clock; `CLOCK_FACTOR` times as many when nothing is said.

    Attributes
    ----------
    met_by_the_clock
        Whether a limit by the clock has ended something: a neighbour may be to blame.
    """

    def __init__(self, processor: float = math.inf, clock: float | None = None) -> None:
        self._processor = processor
        self._clock = CLOCK_FACTOR * processor if clock is None else clock
        self._began, self._own = time.monotonic(), time.process_time()
        self._of_workers = 0.0
        self.met_by_the_clock = False

    def add(self, seconds: float) -> None:
        """Count processor time of a worker."""
        self._of_workers += seconds

    def used_up(self) -> bool:
        """Whether nothing is left."""
        if time.process_time() - self._own + self._of_workers > self._processor:
            return True
        late = time.monotonic() - self._began > self._clock
        self.met_by_the_clock |= late
        return late
