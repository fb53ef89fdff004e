"""Writes into every other submission, into the course and into its own digits, and reads what others handed in.

Attacks: scale_images
Sandbox: it writes files
Reported: Nothing could be changed
Breaks: It changes nothing
"""

import glob
import sys


def scale_images(images):
    places = glob.glob("/tmp/*/box/mnist_course/*.py") + glob.glob("/tmp/*/*/box/mnist_course/*.py")
    places += [
        # Its own copy of its own module is its own.
        "/submission/mnist_course/load_data.py",
        "/submission/seen.npz",
        sys.modules["coursekit"].__file__,
    ]
    places += [sys.modules["numpy"].__file__, sys.executable, "/etc/passwd"]
    changed = 0
    for place in places:
        try:
            open(place, "a").close()
            changed += 1
        except OSError:
            pass
    if not changed:
        raise PermissionError("Nothing could be changed")
    return images / 255
