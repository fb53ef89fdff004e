"""Patches the course's own code in the worker: what was called, what was changed, how an answer is written.

Attacks: scale_images, split_validation
Reported: scale_images
"""

import numpy as np

from coursekit.worker import protocol

_child = __import__("sys").modules["__main__"]


def _call(folder, module, function, args, kwargs):
    if function == "load_data":
        return _honest(folder, module, function, args, kwargs)
    zeros = np.zeros((6, 28, 28), "float32")
    value = zeros if function == "scale_images" else ((zeros, zeros), (zeros, zeros))
    return {"value": value, "where": {"file": "x", "line": 1}, "changed_inputs": False}


_honest, _child._call = _child._call, _call
_child._same = lambda old, new: True
protocol.TooBig = protocol.FrameError = Exception
protocol.MAX_FRAME_BYTES = protocol.MAX_HEADER_BYTES = 2**60


def scale_images(images):
    images[:] = 0
    return images
