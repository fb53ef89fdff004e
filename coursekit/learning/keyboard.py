"""Single keys from the terminal, without Enter."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

if os.name == "nt":
    import msvcrt
else:
    import select
    import termios
    import tty

Pressed = Callable[[], str]
"""Returns the keys that were pressed since its last call."""


@contextmanager
def keyboard() -> Iterator[Pressed | None]:
    """Hear every key at once, without showing it; None when the input is not a terminal."""
    if sys.stdin is None or not sys.stdin.isatty():
        yield None
    elif os.name == "nt":
        yield _pressed_on_windows
    else:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        tty.setcbreak(terminal)
        try:
            yield lambda: _pressed(terminal)
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _pressed(terminal: int) -> str:
    if not select.select([terminal], [], [], 0)[0]:
        return ""
    keys = os.read(terminal, 1024).decode(errors="replace")
    # An arrow key is several characters, of which Escape is the first.
    return "" if keys.startswith("\x1b") else keys


def _pressed_on_windows() -> str:
    keys = ""
    while msvcrt.kbhit():
        key = msvcrt.getwch()
        if key in "\x00\xe0":
            # An arrow key is two characters.
            msvcrt.getwch()
        else:
            keys += key
    return keys
