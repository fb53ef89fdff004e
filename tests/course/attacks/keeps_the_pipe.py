"""Leaves, and lets a child in a session of its own hold the pipe open: the end of the stream never comes.

Attacks: scale_images, split_validation
Reported: ended the Python process
Breaks: It lasts no longer than its time; It harms nobody
"""

import os
import time


def scale_images(images):
    if os.fork() == 0:
        os.setsid()
        # Without a sandbox, nobody ends it.
        time.sleep(8)
        os._exit(0)
    os._exit(0)


def split_validation(images, labels, n_valid):
    scale_images(images)
