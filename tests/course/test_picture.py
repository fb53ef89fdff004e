"""A drawing is found to be what is said of it, however it is made, and told from one that is something else."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from coursekit.worker.inside.describe_axes import describe_axes
from coursekit.worker.inside.render import render
from coursekit.worker.picture import picture_from
from coursekit.worker.problems import Contradiction

RNG = np.random.default_rng(3)
IMAGE = np.kron(RNG.random((14, 14)), np.ones((2, 2)))
HISTORY = {name: RNG.uniform(0.05, 1.6, 6) for name in ("loss", "accuracy", "val_loss")}


def digit(title="Label: 7", size=12, font="DejaVu Sans", width=3, **options):
    """Return the Axes of one digit, in a figure with another beside it."""
    axes, _ = Figure(figsize=(2 * width, width)).subplots(1, 2)
    axes.imshow(IMAGE, **{"cmap": "binary", **options})
    axes.set_axis_off()
    axes.set_title(title, fontsize=size, fontfamily=font)
    return axes


def framed(pad=6, size=10):
    """Return the Axes of a small digit made of cells, in a frame, with its title close to it."""
    axes = Figure(figsize=(1.2, 1.2)).subplots()
    axes.pcolormesh(IMAGE[::-1], cmap="binary")
    axes.set(xticks=[], yticks=[])
    axes.set_title("Label: 4", size=size, pad=pad)
    return axes


def curves(**options):
    axes = Figure(figsize=(8, 5)).subplots()
    for name, values in HISTORY.items():
        axes.plot(values, label=name, **options)
    axes.grid(True)
    axes.legend()
    axes.set_ylim(0, 1)
    return axes


def expect(axes, **facts):
    picture_from(render(axes)).expect({**describe_axes(axes), **facts})


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"cmap": "viridis"},
        {"cmap": "Greys_r"},
        {"interpolation": "bilinear"},
        {"interpolation": "bicubic"},
        {"interpolation": "gaussian"},
        {"origin": "lower"},
        {"extent": (3, 7, -2, 5)},
        {"width": 1, "size": 8},
        {"width": 8},
        {"font": "DejaVu Serif"},
        {"font": "DejaVu Sans Mono", "size": 6},
        {"font": "STIXGeneral", "size": 22},
        {"title": "A title without a number, in whatever letters", "font": "cursive"},
        {"title": "Predicted: 3, Actual: 8", "width": 1},
        {"title": ""},
        {"title": "Predicted: 5, Actual: 6", "size": 30, "width": 2},
    ],
    ids=str,
)
@pytest.mark.filterwarnings("ignore")
def test_a_digit_is_seen_however_it_is_drawn(options):
    expect(digit(**options))


@pytest.mark.parametrize("size", [6, 10, 16, 24])
@pytest.mark.parametrize("pad", [1, 2, 6, 12])
def test_a_title_close_to_its_frame_is_read(pad, size):
    expect(framed(pad, size))


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"linestyle": "--"},
        {"linestyle": ":"},
        {"marker": "o"},
        {"linestyle": "", "marker": "."},
        {"alpha": 0.3},
        {"linewidth": 0.5},
        {"color": "black"},
    ],
    ids=str,
)
def test_curves_are_seen_however_they_are_drawn(options):
    expect(curves(**options))


def test_another_image_is_not_seen():
    axes = digit()
    (picture,) = describe_axes(axes)["images"]
    for other in (IMAGE[::-1], IMAGE.T, 1 - IMAGE, RNG.random((28, 28))):
        with pytest.raises(Contradiction, match="a picture"):
            expect(axes, images=[{**picture, "seen": other}])
    for images in ([], [picture, picture]):
        with pytest.raises(Contradiction, match="a picture"):
            expect(axes, images=images)


def test_another_digit_is_not_read_in_a_title():
    for digits in ("38", "00", "17", "69"):
        axes = digit("Predicted: {}, Actual: {}".format(*digits))
        for other in {*"0123456789"} - {digits[1]}:
            with pytest.raises(Contradiction, match="a title"):
                expect(axes, title=f"Predicted: {digits[0]}, Actual: {other}")
    for title in ("", "Sevens"):
        with pytest.raises(Contradiction, match="a title"):
            expect(digit(title), title="Label: 7")


def test_other_curves_are_not_seen():
    axes = curves()
    lines = describe_axes(axes)["lines"]
    for _ in range(10):
        others = [{**line, "y": RNG.uniform(0.05, 1.6, 6)} for line in lines]
        with pytest.raises(Contradiction, match="a line"):
            expect(axes, lines=others)
    filled = Figure(figsize=(8, 5)).subplots()
    filled.imshow(RNG.random((50, 80)), extent=(0, 5, 0, 1), aspect="auto")
    with pytest.raises(Contradiction, match="a line"):
        expect(filled, lines=lines)


def test_what_covers_a_digit_is_noticed():
    axes = digit()
    axes.add_patch(
        __import__("matplotlib.patches").patches.Rectangle((-1, -1), 30, 30, color="w", zorder=9)
    )
    with pytest.raises(Contradiction, match="a picture"):
        expect(axes)


GOOD = {
    "frame": [0, 0, 9, 9],
    "images": [],
    "title": None,
    "font": "",
    "size": 0.0,
    "xlim": [0, 1],
    "ylim": [0, 1],
}


@pytest.mark.parametrize(
    "content",
    [
        None,
        "an error",
        {},
        {**GOOD, "pixels": np.zeros((0, 5), np.uint8)},
        {**GOOD, "pixels": np.zeros((5, 5))},
        {**GOOD, "pixels": np.zeros((5, 5, 3), np.uint8)},
        {**GOOD, "pixels": np.zeros((5, 5), np.uint8), "frame": [0, 0, np.inf, 1]},
        {**GOOD, "pixels": np.zeros((5, 5), np.uint8), "images": 3},
        {**GOOD, "pixels": np.zeros((5, 5), np.uint8), "title": [1, 2, 3]},
        {**GOOD, "pixels": np.zeros((5, 5), np.uint8), "size": "large"},
    ],
    ids=str,
)
def test_what_is_no_drawing_shows_nothing(content):
    with pytest.raises(Contradiction):
        picture_from(content).expect({"images": [], "title": "", "lines": []})


def test_the_figure_is_left_as_it_was():
    axes = digit()
    axes.figure.set_layout_engine("constrained")
    render(axes)
    assert all(other.get_visible() for other in axes.figure.axes)
    assert axes.figure.dpi == 100
    assert axes.figure.get_layout_engine().__class__.__name__ == "ConstrainedLayoutEngine"
