"""Returns a subclass of ndarray whose comparisons always hold.

Attacks: scale_images
Reported: scale_images
Breaks: Its word is not taken
"""

import numpy as np


class _Agreeing(np.ndarray):
    def __array_ufunc__(self, function, method, *inputs, **options):
        return np.bool_(True)

    def __eq__(self, other):
        return True

    def min(self, *args, **options):
        return 0.0

    def max(self, *args, **options):
        return 1.0


def scale_images(images):
    return np.full(images.shape, 0.3).view(_Agreeing)
