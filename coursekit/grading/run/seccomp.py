"""Which calls to the system a sandbox refuses: those that take what nobody counts, and a few with a bad history.

A sandbox's memory is added up from its processes. Memory without a process (a memfd, a System V segment, shared
memory that was unmapped, what waits in a socket) would not be seen, so there is none. Nor can a process ignore the end of
its children, because the system forgets their processor time then, or take other processors than it was given.
"""

import os
import platform
import struct
from collections.abc import Iterator
from contextlib import contextmanager

_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""`AUDIT_ARCH_*` of linux/audit.h."""

_REFUSED = {
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "ptrace": (101, 117),
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "perf_event_open": (298, 241),
    "io_uring_setup": (425, 425),
    "add_key": (248, 217),
    "keyctl": (250, 219),
    "sched_setaffinity": (203, 122),
}
"""Numbers on x86_64 and on aarch64."""

_MMAP, _SIGACTION = (9, 222), (13, 134)
_SHARED_ANONYMOUS, _SIGCHLD = 0x21, 17
_LOAD, _EQUAL, _AT_LEAST, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
_ALLOW, _EPERM = 0x7FFF0000, 0x00050001
# Offsets in struct seccomp_data; what a signal shall do is an address, in two halves.
_NUMBER, _MACHINE, _MMAP_FLAGS, _SIGNAL, _ACTION = 0, 4, 40, 16, (24, 28)


@contextmanager
def open_filter() -> Iterator[int]:
    """Give a descriptor that the filter can be read from, for bwrap's ``--seccomp``."""
    reading, writing = os.pipe()
    os.write(writing, _program(platform.machine()))
    os.close(writing)
    try:
        yield reading
    finally:
        os.close(reading)


def _program(machine: str) -> bytes:
    """Return the filter (an array of struct sock_filter); for other machines, one that refuses nothing."""
    if machine not in _MACHINES:
        return struct.pack("HBBI", _RETURN, 0, 0, _ALLOW)
    column = list(_MACHINES).index(machine)
    refused = [numbers[column] for numbers in _REFUSED.values()]
    # (what, operand, how many lines to skip when true, and when false); the last line refuses, the one before allows.
    lines = [(_LOAD, _MACHINE, 0, 0), (_EQUAL, _MACHINES[machine], 1, 0), (_RETURN, _EPERM, 0, 0)]
    lines += [(_LOAD, _NUMBER, 0, 0)]
    tests = [(_AT_LEAST, 0x40000000), *((_EQUAL, number) for number in refused)]
    for place, (test, number) in enumerate(tests):
        lines.append((test, number, len(tests) - place + 11, 0))
    lines += [
        (_EQUAL, _MMAP[column], 0, 3),
        (_LOAD, _MMAP_FLAGS, 0, 0),
        (_AND, _SHARED_ANONYMOUS, 0, 0),
        (_EQUAL, _SHARED_ANONYMOUS, 8, 7),
        (_EQUAL, _SIGACTION[column], 0, 6),
        (_LOAD, _SIGNAL, 0, 0),
        (_EQUAL, _SIGCHLD, 0, 4),
        # To ask what the signal does, without an address, is harmless.
        (_LOAD, _ACTION[0], 0, 0),
        (_EQUAL, 0, 0, 3),
        (_LOAD, _ACTION[1], 0, 0),
        (_EQUAL, 0, 0, 1),
        (_RETURN, _ALLOW, 0, 0),
        (_RETURN, _EPERM, 0, 0),
    ]
    return b"".join(struct.pack("HBBI", what, yes, no, k) for what, k, yes, no in lines)
