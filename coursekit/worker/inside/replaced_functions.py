"""What stands in for a computer's window, sockets and threads, and for a download: code that asks for them runs as at home."""

import os
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any


class PipeEnd:
    """An end of a pipe, with what asyncio asks of a socket: it wakes its loop by sending itself a byte."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def fileno(self) -> int:
        """Return the descriptor; -1 once it is closed."""
        return self._descriptor

    def setblocking(self, blocking: bool) -> None:
        """Wait in `recv` and `send`, or don't."""
        os.set_blocking(self._descriptor, blocking)

    def recv(self, size: int) -> bytes:
        """Read up to `size` bytes."""
        return os.read(self._descriptor, size)

    def send(self, data: bytes) -> int:
        """Write bytes, and return how many."""
        return os.write(self._descriptor, data)

    def close(self) -> None:
        """Close it."""
        os.close(self._descriptor)
        self._descriptor = -1


def pipe_without_sockets() -> None:
    """Give asyncio a pipe where a sandbox allows no pair of sockets."""
    import socket

    try:
        for end in socket.socketpair():
            end.close()
    except OSError:
        socket.socketpair = lambda *args, **kwargs: tuple(map(PipeEnd, os.pipe()))


def draw_without_a_window() -> None:
    """Let matplotlib draw with Agg whatever is chosen: a worker has no window, and TkAgg would be refused."""
    from matplotlib import pyplot

    pyplot.switch_backend("agg")
    pyplot.switch_backend = lambda newbackend: None


def keep_the_threads() -> None:
    """Let what chooses TensorFlow's threads and devices do nothing: TensorFlow has begun, and would refuse it."""
    config: Any = sys.modules["tensorflow"].config
    for module, names in (
        (
            config.threading,
            ("set_intra_op_parallelism_threads", "set_inter_op_parallelism_threads"),
        ),
        (
            config,
            (
                "set_visible_devices",
                "set_logical_device_configuration",
                "set_soft_device_placement",
            ),
        ),
        (
            config.experimental,
            ("set_visible_devices", "set_memory_growth", "set_virtual_device_configuration"),
        ),
    ):
        for name in names:
            setattr(module, name, _if_it_can(getattr(module, name)))


def _if_it_can(choose: Callable[..., object]) -> Callable[..., None]:
    @wraps(choose)
    def chosen(*args: object, **kwargs: object) -> None:
        try:
            choose(*args, **kwargs)
        except RuntimeError:
            return  # "… cannot be modified after initialization."

    return chosen


def serve_keras_the_same_digits() -> None:
    """Let ``keras.datasets.mnist`` read the digits that `coursekit.mnist` found: no check downloads."""
    import keras.src.datasets.mnist as keras_mnist

    from coursekit import mnist

    keras_mnist.get_file = lambda *args, **kwargs: str(mnist.find().path)
