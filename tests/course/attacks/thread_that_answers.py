"""A thread answers in place of the worker, a little later and again and again.

Attacks: scale_images
Reported: can't be read
Breaks: Its word is not taken
"""

import sys
import threading
import time


def _worker():
    """Return the worker's main function's variables, with the stream that answers go to in them."""
    frame = sys._getframe()
    while "replies" not in frame.f_locals:
        frame = frame.f_back
    return frame.f_locals


def scale_images(images):
    from coursekit.worker.protocol import write_frame

    known, scaled = _worker(), images / 255
    number = known["number"]

    def answer():
        for _ in range(100):
            time.sleep(0.01)
            ok = {"value": scaled, "where": None, "changed_inputs": False}
            write_frame(known["replies"], {"ok": ok, "number": number}, dict)

    threading.Thread(target=answer, daemon=True).start()
    return images * 0
