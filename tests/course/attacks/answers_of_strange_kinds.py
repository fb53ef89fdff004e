"""Writes answers in the right form whose parts are of wrong kinds: what reads them might break down.

Attacks: load_data, scale_images, split_validation
Reported: can't be read
Breaks: Its word is not taken
"""

import sys
import time


def _worker():
    """Return the worker's main function's variables, with the stream that answers go to in them."""
    frame = sys._getframe()
    while "replies" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals


def _send(answer):
    from coursekit.worker.protocol import write_frame

    known = _worker()
    write_frame(known["replies"], {**answer, "number": known["number"]}, dict)
    time.sleep(600)


def load_data():
    _send({"problem": {"code": ["not", "hashable"], "where": {"file": 3, "line": "x"}}})


def scale_images(images):
    _send({"ok": {"value": images / 255, "where": [1, 2], "changed_inputs": images}})


def split_validation(images, labels, n_valid):
    _send({"ok": 5, "problem": None})
