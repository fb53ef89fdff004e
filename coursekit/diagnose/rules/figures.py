"""The Axes of a Figure, one or many."""

import ast
import re

from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import called_name, calls_in, own_code, short, statements
from coursekit.worker.names import Code


def rows_of_axes(s: Situation) -> Cause | None:
    """``axes[0, i]`` of a single row of Axes."""
    if "array is 1-dimensional, but 2 were indexed" not in s.said or s.running is None:
        return None
    for part in s.nodes(ast.Subscript):
        made = s.value_of(part.value)
        if (
            isinstance(made, ast.Call)
            and called_name(made) == "subplots"
            and "squeeze" not in short(made, 200)
            and (place := _place_of(part, made))
        ):
            return Cause(
                f"For one row or column, plt.subplots gives a flat array of Axes, for one picture a single Axes. Write "
                f"squeeze=False into its brackets: then there are always rows and columns, and {place} is right.",
                made.lineno,
            )
    return None


def _place_of(part: ast.Subscript, made: ast.Call) -> str:
    """Return axes[0, i] for one row of pictures, axes[i, 0] for one column; empty where there is neither."""
    sizes = dict(zip(("nrows", "ncols"), made.args, strict=False))
    sizes |= {word.arg: word.value for word in made.keywords if word.arg}
    single = [short(sizes.get(name, ast.Constant(1))) == "1" for name in ("nrows", "ncols")]
    places = [short(n) for n in part.slice.elts] if isinstance(part.slice, ast.Tuple) else []
    if len(places) != 2 or not any(single) or "0" not in places:
        return ""
    if places[single.index(True)] != "0":
        places.reverse()
    return f"{short(part.value, 30)}[{', '.join(places)}]"


def figure_and_axes_swapped(s: Situation) -> Cause | None:
    """``axes, fig = plt.subplots()``."""
    if s.definition is None or s.code not in (Code.EXCEPTION, Code.WRONG_KIND):
        return None
    for node in statements(own_code(s.definition)):
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if not isinstance(target, ast.Tuple) or not isinstance(node, ast.Assign):
            continue
        names = [short(part) for part in target.elts]
        swapped = (
            len(names) == 2
            and re.fullmatch(r"ax\w*", names[0])
            and re.fullmatch(r"f(ig\w*)?", names[1])
        )
        made = called_name(node.value) if isinstance(node.value, ast.Call) else ""
        if swapped and made == "subplots":
            return Cause(
                f"plt.subplots gives the Figure first, then the Axes. Exchange the names: {names[1]}, {names[0]} = …",
                node.lineno,
            )
    return None


def subplot_without_an_s(s: Situation) -> Cause | None:
    """``fig, ax = plt.subplot()``."""
    told = "cannot unpack non-iterable Axes" in s.said or s.said.startswith(
        "subplot() takes 1 or 3"
    )
    if not told or s.running is None:
        return None
    lines = [node for node in statements(s.running.body) if node.lineno == s.line]
    called = [s.last.dotted(call.func) for node in lines for call in calls_in(node)]
    if "matplotlib.pyplot.subplot" not in called:
        return None
    if not any(isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Tuple) for n in lines):
        return Cause(
            "plt.subplot wants three numbers: how many rows there are, how many columns, and which place, from 1 on."
        )
    return Cause(
        "plt.subplot gives one Axes. With an s at the end it gives a Figure and an Axes: plt.subplots(…)."
    )


RULES = (
    subplot_without_an_s,
    rows_of_axes,
    figure_and_axes_swapped,
)
