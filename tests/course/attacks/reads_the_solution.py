"""Looks for the reference, the checks and the digits in every file that it can read, and uses what it finds.

Attacks: scale_images
Sandbox: it reads other files
Reported: Nothing to read
Breaks: It sees nothing
"""

import os
import sys

_WORDS = ("### BEGIN SOLUTION", "class TestScaleImages", "y_held_out")
_NOT_HERE = (
    "/proc",
    "/sys",
    "/dev",
    "/usr",
    "/lib",
    "/lib64",
    "/submission",
    os.path.dirname(__file__),
    sys.prefix,
    sys.base_prefix,
)


def scale_images(images):
    for folder, inside, names in os.walk("/"):
        if folder.startswith(_NOT_HERE):
            inside.clear()
            continue
        for name in names:
            try:
                text = open(os.path.join(folder, name), encoding="latin-1").read(2**20)
            except OSError:
                continue
            if "mnist_course" in text and any(word in text for word in _WORDS):
                return images / 255
    raise LookupError("Nothing to read")
