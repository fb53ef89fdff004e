"""Answers with models and figures whose facts are of wrong kinds, nested deeply, or endless in number.

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


def _send(value):
    known = _worker()
    number = json.dumps(known["number"])
    ok = '{"$dict": [["value", %s], ["where", null], ["changed_inputs", false]]}' % value
    message = '{"$dict": [["ok", %s], ["number", %s]]}' % (ok, number)
    header = ('{"message": %s, "arrays": 0}' % message).encode()
    known["replies"].write(struct.pack(">Q", len(header)) + header)
    known["replies"].flush()
    time.sleep(600)


def load_data():
    kept = '{"$dict": [["number", 1e999], ["kind", 5], ["facts", 6]]}'
    _send('{"$kept": %s}' % kept)


def scale_images(images):
    _send("[" * 500_000 + "]" * 500_000)


def split_validation(images, labels, n_valid):
    pairs = ", ".join("[%d, 0]" % (n * (2**61 - 1)) for n in range(300_000))
    _send('{"$dict": [%s]}' % pairs)
