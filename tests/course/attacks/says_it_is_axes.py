"""Draws nothing, and returns Axes of its own class that say what a check wants to hear.

Attacks: plot_digit, plot_random_digit
Reported: plot_digit
Breaks: Its word is not taken
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes


class _Says(Axes):
    def get_images(self):
        picture = plt.subplots()[1].imshow(np.linspace(0, 1, 784).reshape(28, 28), cmap="binary")
        return [picture]

    def get_title(self, loc="center"):
        return "Label: 3"


def _axes():
    figure = plt.figure()
    axes = _Says(figure, (0, 0, 1, 1))
    axes.set_axis_off()
    return axes


def plot_digit(image, label=None, ax=None):
    return _axes()


def plot_random_digit(images, labels, rng):
    return _axes()
