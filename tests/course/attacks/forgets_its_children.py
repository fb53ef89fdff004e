"""Works in children that end after a moment, and asks the system to forget what they took.

Attacks: scale_images
Sandbox: it starts processes
Reported: scale_images
Breaks: It lasts no longer than its time
"""

import os
import signal
import time


def scale_images(images):
    if os.getpid() > 100:
        raise SystemError("This is no sandbox, so it stops here.")
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    except OSError:
        pass
    while True:
        child = os.fork()
        if child == 0:
            end = time.process_time() + 0.1
            while time.process_time() < end:
                pass
            os._exit(0)
        try:
            os.waitpid(child, 0)
        except OSError:
            pass
