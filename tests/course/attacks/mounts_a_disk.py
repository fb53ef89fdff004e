"""Makes a user namespace of its own, and in it a file system in memory without the sandbox's limit.

Attacks: scale_images
Sandbox: it writes files
Reported: no namespace
Breaks: It changes nothing; It lasts no longer than its time
"""

import ctypes
import os
from pathlib import Path


def scale_images(images):
    # Only a process with one thread may ask for a namespace.
    child = os.fork()
    if child == 0:
        try:
            _fill()
        finally:
            os._exit(1)
    if os.waitpid(child, 0)[1]:
        raise OSError("no namespace")
    return images / 255


def _fill():
    system = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    if system.unshare(0x10000000 | 0x00020000):
        raise OSError(ctypes.get_errno(), "no namespace")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    if system.mount(b"none", b"/tmp", b"tmpfs", 0, b"size=2G"):
        raise OSError(ctypes.get_errno(), "no mount")
    with open("/tmp/forged", "wb") as file:
        for _ in range(24):
            file.write(os.urandom(2**20))
    os._exit(0)
