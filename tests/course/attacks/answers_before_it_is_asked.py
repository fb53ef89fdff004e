"""Writes an answer to a question that was not asked yet, so that it is taken for the next one.

Attacks: scale_images
Reported: can't be read
Breaks: Its word is not taken
"""

import sys


def _worker():
    """Return the worker's main function's variables, with the stream that answers go to in them."""
    frame = sys._getframe()
    while "replies" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals


def scale_images(images):
    from coursekit.worker.protocol import write_frame

    ok = {"value": images / 255, "where": None, "changed_inputs": False}
    write_frame(_worker()["replies"], {"ok": ok, "number": 7}, dict)
    return images * 0
