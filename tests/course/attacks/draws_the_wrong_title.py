"""Draws the same picture and title always, and says that they are others.

Attacks: plot_digit, plot_random_digit
Reported: it can't be seen in the picture; Worth a look
Breaks: Its word is not taken
"""

import matplotlib.pyplot as plt
import numpy as np

from coursekit.worker.inside import kept_objects

_facts_of, _claimed = kept_objects.facts_of, {}
kept_objects.facts_of = lambda value, kind: {
    **_facts_of(value, kind),
    **_claimed.get(id(value), {}),
}


def plot_digit(image, label=None, ax=None):
    ax = ax or plt.subplots(figsize=(3, 3))[1]
    ax.imshow(np.eye(28), cmap="binary")
    ax.set_title("Label: 1")
    ax.axis("off")
    seen = (image - image.min()) / np.ptp(image)
    picture = {
        "cmap": "binary",
        "shape": [28, 28],
        "coloured": False,
        "seen": seen,
        "values": image,
    }
    title = "" if label is None else f"Label: {label}"
    _claimed[id(ax)] = {"images": [picture], "title": title}
    return ax
