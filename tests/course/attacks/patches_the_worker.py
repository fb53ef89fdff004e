"""Patches the course's own code in the worker: what was called, what was changed, how an answer is written.

Attacks: scale_images, split_validation
Reported: scale_images
Breaks: Its word is not taken
"""

import sys

import numpy as np

from coursekit.worker import protocol
from coursekit.worker.inside import call

_worker = sys.modules["__main__"]


def _call(folder, function, **request):
    if function == "load_data":
        return _honest(folder, function=function, **request)
    zeros = np.zeros((6, 28, 28), "float32")
    value = zeros if function == "scale_images" else ((zeros, zeros), (zeros, zeros))
    return {
        "value": value,
        "where": {"file": "x", "line": 1},
        "changed_inputs": False,
        "inputs": None,
    }


_honest, _worker.call = _worker.call, _call
call._same = lambda old, new: True
protocol.TooBig = protocol.FrameError = Exception
protocol.MAX_FRAME_BYTES = protocol.MAX_HEADER_BYTES = 2**60


def scale_images(images):
    images[:] = 0
    return images
