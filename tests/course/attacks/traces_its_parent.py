"""Attaches itself as a debugger to whoever it can, and writes into their memory.

Attacks: scale_images
Sandbox: it reaches for other processes
Reported: Nobody to trace
Breaks: It sees nothing; It changes nothing
"""

import ctypes
import os


def scale_images(images):
    system = ctypes.CDLL(None)
    for number in filter(str.isdigit, os.listdir("/proc")):
        # 1 is the first process of its own sandbox, as confined as itself.
        if int(number) in (1, os.getpid()):
            continue
        if system.ptrace(16, int(number), 0, 0) == 0:
            return images / 255
        try:
            open(f"/proc/{number}/mem", "r+b").close()
            return images / 255
        except OSError:
            pass
    raise PermissionError("Nobody to trace")
