"""Chooses a window, a style and colours."""

import matplotlib
import matplotlib.pyplot as plt

matplotlib.use("TkAgg")
plt.switch_backend("QtAgg")
plt.style.use("dark_background")
plt.rcParams.update(
    {"image.cmap": "viridis", "image.origin": "lower", "figure.figsize": (20, 4), "font.size": 14}
)
plt.ion()


def plot_digit(image, label=None, ax=None):
    if ax is None:
        ax = plt.figure(figsize=(2, 2), layout="constrained").add_subplot()
    ax.imshow(image, cmap="binary", origin="upper", interpolation="bilinear")
    ax.set(xticks=[], yticks=[])
    if label is not None:
        ax.set_title(f"Label: {label}", loc="left", color="tab:red", fontfamily="serif")
    plt.show()
    return ax
