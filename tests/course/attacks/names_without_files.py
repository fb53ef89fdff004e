"""Makes files with nothing in them: names, which no limit on bytes sees, are kept in memory too.

Attacks: scale_images
Sandbox: limits on memory
Reported: scale_images
Breaks: It lasts no longer than its time; It harms nobody
"""

import os


def scale_images(images):
    if os.getpid() > 100:
        raise SystemError("This is no sandbox, so it stops here.")
    for folder in range(10_000):
        os.mkdir(f"/tmp/{folder}")
        for name in range(1_000):
            os.mknod(f"/tmp/{folder}/{name}")
