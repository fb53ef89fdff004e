"""Puts another program in its place, which writes the answers.

Attacks: scale_images, split_validation
Reported: scale_images
Breaks: Its word is not taken
"""

import os
import sys

_CODE = """
import os, struct
header = b'{"message":{"$dict":[["ok",{"$dict":[["value",1]]}],["number",%d]]},"arrays":0}'
os.write(%d, struct.pack(">Q", len(header)) + header)
"""


def scale_images(images):
    frame = sys._getframe()
    while "replies" not in frame.f_locals:
        frame = frame.f_back
    stream = frame.f_locals["replies"].fileno()
    os.set_inheritable(stream, True)
    code = _CODE % (frame.f_locals["number"], stream)
    os.execv(sys.executable, [sys.executable, "-c", code])


def split_validation(images, labels, n_valid):
    scale_images(images)
