"""Never comes to an end, and ignores the signals that ask it to.

Attacks: scale_images
Reported: did not finish within
Breaks: It lasts no longer than its time
"""

import signal


def scale_images(images):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)
    while True:
        pass
