"""Fills every place that it can write to.

Attacks: scale_images
Sandbox: it writes files
Reported: No space left
Breaks: It changes nothing
"""

import os
from pathlib import Path


def scale_images(images):
    if os.getpid() > 100:
        raise SystemError("This is no sandbox, so it stops here.")
    problem = None
    for folder in (Path("/dev/shm"), Path("/"), Path.cwd(), Path(__file__).parent, Path("/tmp")):
        try:
            for n in range(100_000):
                with open(folder / f"forged-{n}", "wb") as file:
                    for _ in range(16):
                        file.write(os.urandom(2**20))
        except OSError as error:
            problem = error
    raise problem
