"""Starts processes that start processes, until nothing else can.

Attacks: scale_images
Sandbox: limits on processes
Reported: so it was stopped
Breaks: It lasts no longer than its time
"""

import os
import time


def scale_images(images):
    if os.getpid() > 100:
        raise SystemError("This is no sandbox, so it stops here.")
    while True:
        try:
            os.fork()
        except OSError:
            time.sleep(0.1)
