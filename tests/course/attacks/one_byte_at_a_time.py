"""Sends an answer byte by byte, each after a rest, and announces that there is more to come.

Attacks: scale_images
Reported: did not finish within
Breaks: It lasts no longer than its time; It harms nobody
"""

import struct
import sys
import time


def scale_images(images):
    frame = sys._getframe()
    while "replies" not in frame.f_locals:
        frame = frame.f_back
    replies = frame.f_locals["replies"]
    replies.write(struct.pack(">Q", 10_000_000))
    while True:
        replies.write(b" ")
        replies.flush()
        time.sleep(0.05)
