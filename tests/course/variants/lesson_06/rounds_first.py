"""Rounds with NumPy, then writes."""

import numpy as np


def describe_result(loss, accuracy):
    lines = [
        "Test Loss: %.4f" % np.round(loss, 4),
        "Test Accuracy: %.2f" % (np.round(accuracy, 4) * 100) + "%",
    ]
    return "\n".join(lines)
