"""What the scripts that draw the lessons' figures share: the reference's functions, colours, an arrow, and `main`.

Import it before ``mnist_course``: it sees to it that this means the reference, not the learner's stubs.
"""

import sys
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
from matplotlib.patches import FancyArrowPatch
from PIL import Image

from coursekit.authoring.made_from import keep_picture

matplotlib.use("agg")
HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "solutions"))

WIDTH = 6.0
"""Inches: 900 pixels at 150 dots an inch."""

# Okabe and Ito's colours, which colour-blind people can tell apart.
BLUE, ORANGE, GREEN, RED, GREY = "#0072B2", "#E69F00", "#009E73", "#D55E00", "#999999"
SKY, PINK = "#56B4E9", "#CC79A7"


def arrow(
    start: tuple[float, float], end: tuple[float, float], colour: str, bend: float = 0
) -> FancyArrowPatch:
    """Return an arrow; with a bend, an arc that lies to the left or the right of the straight line."""
    style = {"connectionstyle": f"arc3,rad={bend}"} if bend else {}
    return FancyArrowPatch(
        start, end, color=colour, arrowstyle="-|>", mutation_scale=16, linewidth=2, **style
    )


def main(script: dict[str, object], colours: int = 64, padding: float | None = None) -> None:
    """Draw the figures that are named on the command line, or all: each ``draw_NAME`` of a script becomes NAME.png.

    ``script`` is its ``globals()``; ``padding``, in inches, lies around each Axes. 64 colours are enough for a diagram,
    and make its file a third as large. What each was made from is kept, so that `course dev check` finds a change.
    """
    plt.rcParams.update(
        {
            "font.size": 11.5,
            "axes.titlesize": 12,
            "savefig.dpi": 150,
            "figure.constrained_layout.use": True,
            "axes.spines.top": False,
            "axes.spines.right": False,
        }
    )
    if padding is not None:
        for side in ("h_pad", "w_pad"):
            plt.rcParams[f"figure.constrained_layout.{side}"] = padding
    drawers = {name[5:]: draw for name, draw in script.items() if name.startswith("draw_")}
    for name in sys.argv[1:] or drawers:
        figure = drawers[name]()
        path = HERE / f"{name}.png"
        figure.savefig(path, facecolor="white")
        plt.close(figure)
        Image.open(path).convert("RGB").quantize(colours).save(path, optimize=True)
        file = f"docs/figures/{Path(str(script['__file__'])).name}"
        keep_picture(ROOT, path.name, [f"{file}::draw_{name}"], f"python {file} {name}")
