"""Writes headers that are small, and made of so many lists that whoever reads them needs a hundred times as much.

Attacks: scale_images, split_validation
Reported: too many lists
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


def scale_images(images):
    _send('{"$list": [' + ",".join(['{"$list":[]}'] * 1_000_000) + "]}")


def split_validation(images, labels, n_valid):
    _send('{"$tuple": [' + '{"$tuple": [' * 150_000 + "1" + "]}" * 150_000 + "]}")
