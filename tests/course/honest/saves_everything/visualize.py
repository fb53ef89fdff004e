"""Saves each picture beside the course, and writes a log there."""

import logging
import os

os.makedirs("logs", exist_ok=True)
logging.basicConfig(filename="logs/course.log", level=logging.DEBUG, force=True)
_plot_digit = plot_digit  # noqa: F821


def plot_digit(image, label=None, ax=None):
    ax = _plot_digit(image, label, ax)
    folder = os.path.join(os.path.dirname(__file__), "..", "figures")
    os.makedirs(folder, exist_ok=True)
    ax.figure.savefig(os.path.join(folder, "digit.png"), dpi=50)
    ax.figure.savefig("digit.pdf", bbox_inches="tight")
    logging.info("saved a %s", label)
    return ax
