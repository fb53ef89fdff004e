"""Says of an error that it stands in lines of thousands of digits, below zero, or without an end.

Attacks: load_data, scale_images, split_validation
Reported: can't be read
Breaks: It harms nobody
"""

import sys

from coursekit.worker.inside import exceptions

_known = exceptions.describe_error
_lines = iter([10**4000, -7, float("inf")] * 100)


def _nowhere(error, folder):
    said = _known(error, folder)
    for frame in said["frames"]:
        frame["line"] = next(_lines)
    return said


for _module in [*sys.modules.values()]:
    if getattr(_module, "describe_error", None) is _known:
        _module.describe_error = _nowhere


def load_data():
    raise ValueError("nowhere")


def scale_images(images):
    raise ValueError("nowhere")


def split_validation(images, labels, n_valid=5000):
    raise ValueError("nowhere")
