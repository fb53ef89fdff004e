"""Starts a daemon in a session of its own that lives on, and answers and writes later.

Attacks: scale_images
Sandbox: it starts processes
Reported: scale_images
Breaks: It changes nothing; It lasts no longer than its time
"""

import os
import time


def scale_images(images):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for n in range(600):
                time.sleep(1)
                for folder in ("/tmp", "/dev/shm", ".", "/"):
                    try:
                        open(f"{folder}/forged-by-a-daemon", "w").write(str(n))
                    except OSError:
                        pass
        os._exit(0)
    return images
