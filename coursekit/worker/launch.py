"""Ways to start a worker. Imports nothing slow, so that a worker can start before everything else does."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from coursekit.surroundings import own_keras, refuse_hiding_files, told_of_files

CHILD = ("-m", "coursekit.worker.inside")
"""What Python is told, to be a worker; the folder that holds ``mnist_course/`` follows."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""For NumPy: a network's small tables are multiplied as quickly by one thread, and where processes share the cores,
threads that wait for each other take ten times as long."""

PIPE_BYTES = 2**18
"""Room in the pipes to and from a worker, where the system lets one choose: the usual 64 KB are filled and emptied by
turns hundreds of times for the pictures of a training, and each turn waits for a free core. Linux gives a user 64 MB
for all pipes: enough for a hundred workers."""


@dataclass(frozen=True)
class Launched:
    """A worker that was started.

    Attributes
    ----------
    process
        The process.
    printed
        The file that takes what it prints.
    graded
        Whether it runs a submission: processor time decides, and it is ended together with what it started.
    memory_limit
        Bytes that it and all that it started may use together; None when nobody watches.
    uid
        The user that it alone runs as, where no sandbox keeps together what it started; None where one does.
    """

    process: subprocess.Popen[bytes]
    printed: BinaryIO
    graded: bool = False
    memory_limit: int | None = None
    uid: int | None = None


def launch_plain(folder: Path, data: str) -> Launched:
    """Start a worker as a plain subprocess, with the rights of whoever runs the tests.

    Parameters
    ----------
    folder
        The folder that holds ``mnist_course/``.
    data
        What ``MNIST_COURSE_DATA`` says in the worker: "sample", "full" or the path of an ``mnist.npz``.

    Raises
    ------
    CourseError
        When a file hides a library from the worker, or when there is no room on the disk.
    """
    course = Path(__file__).parents[2]
    # Older Pythons don't know PYTHONSAFEPATH, and search the present folder first.
    present = [Path.cwd()] if sys.version_info < (3, 11) else []
    refuse_hiding_files(course, folder, *present)
    environment = {
        **os.environ,
        **ONE_THREAD,
        "MNIST_COURSE_DATA": data,
        "MPLBACKEND": "Agg",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONPATH": str(course),
        "PYTHONSAFEPATH": "1",
    }
    own_keras(environment)
    return started([sys.executable, *CHILD, str(folder)], environment)


def started(
    command: list[str],
    environment: dict[str, str],
    graded: bool = False,
    memory_limit: int | None = None,
    pass_fds: Sequence[int] = (),
) -> Launched:
    """Start a worker with this command; `pass_fds` are descriptors that it keeps."""
    with told_of_files():
        printed = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the worker lives
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=printed,
        pipesize=PIPE_BYTES,
        env=environment,
        start_new_session=graded,
        pass_fds=pass_fds,
    )
    return Launched(process, printed, graded, memory_limit)
