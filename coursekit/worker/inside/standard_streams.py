"""The worker's streams: the protocol goes to private descriptors, what the learner prints to the test's output."""

import faulthandler
import os
import sys
import warnings
from typing import BinaryIO


def take_over_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Move the protocol to private descriptors; print goes to standard error, native noise nowhere."""
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    shown = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8", errors="replace")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(shown.fileno(), 1)
    # TensorFlow's C++ code logs to descriptor 2, and no setting silences all of it.
    os.dup2(nowhere, 2)
    sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123 - open as long as the worker lives
    sys.stdout = sys.stderr = shown
    faulthandler.enable(file=shown)
    warnings.simplefilter("ignore")
    return requests, replies
