"""Announces arrays of more elements than there are, headers of terabytes, and parts without an end.

Attacks: load_data, scale_images, split_validation
Reported: scale_images
Breaks: It lasts no longer than its time
"""

import json
import struct
import sys
import time


def _worker():
    """Return the worker's main function's variables, with the stream that answers go to in them."""
    frame = sys._getframe()
    while "replies" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals


def _npy(shape, descr):
    text = repr({"descr": descr, "fortran_order": False, "shape": shape}) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text.encode()


def _send(*parts):
    known = _worker()
    ok = {"$dict": [["value", {"$array": 0}], ["where", None], ["changed_inputs", False]]}
    message = {"$dict": [["ok", ok], ["number", known["number"]]]}
    header = json.dumps({"message": message, "arrays": len(parts)}).encode()
    for part in (header, *parts):
        known["replies"].write(struct.pack(">Q", len(part)) + part)
    known["replies"].flush()
    time.sleep(600)


def load_data():
    _send(_npy((2**40, 28, 28), "|S0"))


def scale_images(images):
    _send(_npy((2**30, 28, 28), "<f8"))


def split_validation(images, labels, n_valid):
    known = _worker()
    known["replies"].write(struct.pack(">Q", 2**62) + b"x" * 1000)
    known["replies"].flush()
    time.sleep(600)
