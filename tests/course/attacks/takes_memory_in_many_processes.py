"""Takes all the memory that there is, a little in each of many processes.

Attacks: scale_images
Sandbox: limits on memory
Reported: used more memory than allowed
Breaks: It lasts no longer than its time
"""

import os
import time


def scale_images(images):
    if os.getpid() > 100:
        raise SystemError("This is no sandbox, so it stops here.")
    for _ in range(30):
        if os.fork() == 0:
            hog = [bytearray(b"x" * 2**25) for _ in range(4)]
            time.sleep(600)
            os._exit(len(hog))
    time.sleep(600)
