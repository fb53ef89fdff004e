"""What a worker uses together with all that it has started, seen from outside: what is inside can't lie about it.

Processor time is the system's own count: of each process that is there, what it has used, and what those of its children
have used that have ended and were waited for. In a sandbox, that is all of it: who loses his parent is given to the
sandbox's first process, which waits for everybody, and no parent can ignore its children's end (then their time would
be forgotten), because the filter of system calls refuses that. Without a sandbox, a process whose parent has ended is
seen no more; but where it runs as a user of its own, all of this user's processes are.

Memory is what the processes hold. Pages that they share are counted for each, and only when that is too much, once: the
exact count takes the system longer.
"""

import contextlib
from dataclasses import dataclass
from typing import Any

from coursekit.worker.launch import Launched


@dataclass(frozen=True)
class Usage:
    """Seconds of processor time so far, and bytes of memory now."""

    processor: float
    memory: int


def usage_of(launched: Launched) -> Usage:
    """Return what a worker and all that it has started use; nothing when it is gone.

    When the processes seem to hold more than `memory_limit`, shared pages are counted once.
    """
    import psutil

    seconds, memory, memory_limit = 0.0, 0, launched.memory_limit
    try:
        root = psutil.Process(launched.process.pid)
        processes = [root, *root.children(recursive=True)]
    except psutil.Error:
        return Usage(0.0, 0)
    if launched.uid is not None:
        every = psutil.process_iter(["uids"])
        known = {process.pid for process in processes}
        uids = ((process, process.info["uids"]) for process in every if process.pid not in known)
        processes += [process for process, own in uids if own and own.real == launched.uid]
    for process in processes:
        with contextlib.suppress(psutil.Error), process.oneshot():
            # User, system, and both of the children that have ended.
            seconds += sum(process.cpu_times()[:4])
            memory += process.memory_info().rss
    if memory_limit is not None and memory > memory_limit:
        memory = sum(map(_shared_once, processes))
    return Usage(seconds, memory)


def _shared_once(process: Any) -> int:
    """Return a process's memory, each page divided by how many share it. Who forbids to look is counted in full."""
    import psutil

    try:
        try:
            return int(process.memory_full_info().pss)
        except psutil.AccessDenied:
            return int(process.memory_info().rss)
    except psutil.Error:
        return 0
