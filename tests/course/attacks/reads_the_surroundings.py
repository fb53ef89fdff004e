"""Looks into the environment, /proc and the processes of others for paths, seeds and secrets.

Attacks: scale_images
Sandbox: it reads other files
Reported: Nothing to see
Breaks: It sees nothing
"""

import os


def scale_images(images):
    seen = []
    for number in filter(str.isdigit, os.listdir("/proc")):
        for part in ("cmdline", "environ", "cwd", "root"):
            try:
                path = f"/proc/{number}/{part}"
                text = os.readlink(path) if part in ("cwd", "root") else open(path).read()
            except OSError:
                continue
            seen.append(text)
    everything = "\0".join([*seen, *os.environ.values()])
    for secret in ("--digits", "--seed", "all.npz", "pytest", "SECRET", "TOKEN"):
        if secret in everything:
            return images / 255
    raise LookupError("Nothing to see")
