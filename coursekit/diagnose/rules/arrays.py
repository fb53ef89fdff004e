"""Arrays and lists, their places and axes: a row too much, a place too far; and the Axes of a Figure."""

import ast
import re
from collections.abc import Iterator

from coursekit.diagnose.rules.names import IMPORTS
from coursekit.diagnose.situation import Cause, Node, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    first_name,
    names_in,
    own_code,
    short,
    statements,
)
from coursekit.worker.names import Code

_ONE_FOR_EACH_ROW = ("sum", "max", "min", "mean")

_WAYS_OF_ARRAYS = {
    **dict.fromkeys(("iloc", "loc"), "Parts of an array are taken without it: {0}[…]."),
    **dict.fromkeys(("values", "to_numpy", "numpy"), "It is an array already: {0}."),
    "head": "Its first five: {0}[:5].",
    "value_counts": "A pandas Series has one: pd.Series({0}).value_counts().",
    "unique": "Write np.unique({0}).",
    "bincount": "Write np.bincount({0}).",
    **dict.fromkeys(
        ("map", "apply"), "Compute with the whole array at once: {0} / 255 and the like."
    ),
    "index": "The places of a value: np.flatnonzero({0} == value).",
    "count": "How often a value occurs: np.sum({0} == value).",
    **dict.fromkeys(
        ("append", "extend", "push"),
        "Collect the parts in a list, and make an array of it at the end: np.array(…).",
    ),
    **dict.fromkeys(("length", "len"), "Its length is len({0})."),
    **dict.fromkeys(("unsqueeze", "expand_dims"), "One more axis in front: {0}[np.newaxis]."),
    "permute": "Write {0}.transpose(…).",
    "grad": "The slopes come in from outside: with the argument gradients, a pair for each of params. zip goes through both.",
    **{
        name: f"Write np.{name}({{0}})."
        for name in ("exp", "log", "sqrt", "abs", "maximum", "where", "isin", "flip", "median")
    },
}
"""What other kinds of tables have and NumPy's arrays have not, and how it is written here."""

_WAYS_OF_TORCH = {
    "backward": "The gradients are what the function backward gives: backward(params, cache, labels).",
    **dict.fromkeys(("item", "detach", "numpy", "cpu"), "It is a number already: {0}."),
    **dict.fromkeys(("mean", "sum"), "It is one number already: {0}."),
}
"""What PyTorch's losses have and Python's numbers have not."""


_WAYS_OF_TUPLES = {
    **dict.fromkeys(("length", "size"), "Its length is len({0})."),
    "shape": "Make an array of it first, np.array({0}); or take its length, len({0}).",
    **dict.fromkeys(
        ("reshape", "astype", "mean", "sum", "max", "min", "argmax", "T", "flatten", "argsort"),
        "An array has it: write np.array(…) around it first.",
    ),
    **dict.fromkeys(
        ("items", "keys", "values"),
        "A dict has it. To go through all here, take {0} as it is, or enumerate({0}).",
    ),
}

_WAYS_OF_LISTS = {
    **_WAYS_OF_TUPLES,
    **dict.fromkeys(("add", "push"), "Write {0}.append(…)."),
    "shuffle": "Write rng.permutation({0}).",
}

_WAYS_OF_TABLES = {
    **dict.fromkeys(("reshape", "flatten"), "Its numbers as an array: {0}.to_numpy()."),
    **dict.fromkeys(("length", "len"), "Its length is len({0})."),
    "counts": "Write {0}.value_counts().",
    **dict.fromkeys(
        ("set_ylim", "set_xlim", "set_title", "set_xlabel", "set_ylabel", "grid", "legend", "show"),
        "An Axes has it, and plot gives one: ax = {0}.plot(…).",
    ),
}

_WAYS_OF_GENERATORS = {
    **dict.fromkeys(("sample", "choices"), "Write {0}.choice(…)."),
    **dict.fromkeys(("seed", "set_seed"), "It has its seed already: leave the line away."),
}

_WAYS_OF_AXES = {
    "show": "Leave the line away: the notebook shows the picture.",
    "image": "Write {0}.imshow(…).",
    "heatmap": "Write {0}.imshow(…).",
    "set_grid": "Write {0}.grid(True).",
    "suptitle": "A Figure has it: fig.suptitle(…). The Axes has {0}.set_title(…).",
    **dict.fromkeys(("colorbar", "tight_layout", "savefig"), "A Figure has it."),
}

_WAYS_OF_MODELS = {
    "append": "A layer is put at its end with {0}.add(…).",
    "score": "What counts the right answers is evaluate, and it gives both: loss, accuracy = {0}.evaluate(images, labels, verbose=0). Delete what computes the loss in another way.",
    "predict_log_proba": "{0}.predict(images) gives the probabilities.",
    **dict.fromkeys(("forward", "__call__"), "{0}.predict(images) computes the outputs."),
    "eval": "Keras sees to that itself: delete the line. In Keras, {0}.predict(images) gives the probabilities, as an array for np.argmax.",
    **dict.fromkeys(
        ("train", "zero_grad"),
        "In Keras, one call does the whole loop: history = {0}.fit(images, labels, …). Write it in place of the loop.",
    ),
    **dict.fromkeys(("cuda", "to"), "Keras finds the device itself: delete the line."),
    "parameters": "{0}.get_weights() gives all arrays.",
    "state_dict": "{0}.get_weights() gives all arrays in a list without names: kernel, bias, kernel, bias and so on. Go through them in pairs, and give the names yourself.",
    **dict.fromkeys(("fit_transform", "transform"), "Divide the images by 255 in place of it."),
}
"""What scikit-learn's and PyTorch's models have and those of Keras have not, and how it is written here."""

_WAYS = {
    "numpy.ndarray": ("a NumPy array", _WAYS_OF_ARRAYS),
    "float": ("a plain number", _WAYS_OF_TORCH),
    "list": ("a list", _WAYS_OF_LISTS),
    "tuple": ("a tuple", _WAYS_OF_TUPLES),
    "Series": ("a pandas Series", _WAYS_OF_TABLES),
    "DataFrame": ("a pandas DataFrame", _WAYS_OF_TABLES),
    "numpy.random._generator.Generator": ("a NumPy Generator", _WAYS_OF_GENERATORS),
    "Axes": ("an Axes", _WAYS_OF_AXES),
    **dict.fromkeys(("Sequential", "Functional"), ("a Keras model", _WAYS_OF_MODELS)),
}
"""What to write, by the kind of thing and by what others have."""


def keepdims_forgotten(s: Situation) -> Cause | None:
    """``table / table.sum(axis=1)``: one number for each row, which lies flat."""
    found = re.search(r"broadcast together with shapes \((\d+),(\d+)\) \((\d+),\)", s.said)
    if not found or found[1] != found[3]:
        return None
    sides = [n.right for n in s.nodes(ast.BinOp)] + [n.value for n in s.nodes(ast.AugAssign)]
    for side in sides:
        made = _value_of(s, side)
        if not isinstance(made, ast.Call) or called_name(made) not in _ONE_FOR_EACH_ROW:
            continue
        if _along_rows(made):
            others = [
                f"{short(call)} in line {call.lineno}"
                for node in (ast.walk(s.running) if s.running else ())
                for call in (getattr(node, "right", None), getattr(node, "value", None))
                if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(call, ast.Call)
                if call is not made and called_name(call) in _ONE_FOR_EACH_ROW and _along_rows(call)
            ]
            return Cause(
                f"{short(made)} gives one number for each row, as a flat array. Beside the table it must stay a column. "
                f"Write: {short(made)[:-1]}, keepdims=True)",
                made.lineno,
                also=(*dict.fromkeys(others),),
            )
    return None


def _along_rows(call: ast.Call) -> bool:
    """Whether a call computes along the rows, and keeps no axis for it."""
    return {k.arg for k in call.keywords} == {"axis"} and short(call).endswith(
        ("axis=1)", "axis=-1)")
    )


def count_of_mnist(s: Situation) -> Cause | None:
    """``images.reshape(60000, 784)``: a number of images that is not always so."""
    found = re.search(
        r"cannot reshape array of size \d+ into shape \((60000|10000|55000|5000),", s.said
    )
    for call in s.nodes(ast.Call) if found else []:
        if called_name(call) != "reshape" or found is None:
            continue
        code = short(call, 60)
        then = (
            "The shape is to stay as it is here: leave the reshape away."
            if s.function.name in ("scale_images", "shift_images")
            else f"Write -1 in place of {found[1]}: NumPy finds the number itself."
        )
        return Cause(
            f"{code} wants {found[1]} images, and the function gets any number of them. {then}"
        )
    return None


def _of_the_line(s: Situation, kind: type[Node]) -> list[Node]:
    """Return the nodes of this kind in the line where it happened, whatever part of it was at work."""
    lines = [
        n
        for n in s.last.nodes
        if isinstance(n, ast.stmt) and covers(n, s.line) and not hasattr(n, "body")
    ]
    return [n for line in lines for n in ast.walk(line) if isinstance(n, kind)]


def end_that_stays(s: Situation) -> Cause | None:
    """``padded[top:28]``, where a part of 28 rows was meant: the end must move with the beginning."""
    if "could not broadcast input array" not in s.said:
        return None
    slices = _of_the_line(s, ast.Slice)
    parts = [n for n in slices if isinstance(n.lower, ast.Name)]
    stays = [n for n in parts if isinstance(n.upper, ast.Constant) and n.upper.value]
    if not stays:
        return None
    begin, end = short(stays[0].lower or ast.Pass()), short(stays[0].upper or ast.Pass())
    others = [f"{short(n.lower)}:{end}" for n in stays[1:] if n.lower and short(n.lower) != begin]
    return Cause(
        f"{begin}:{end} ends at {end}, wherever it begins: so it gets shorter as {begin} grows. Let the end move with it: "
        f"{begin}:{begin} + {end}",
        also=(*dict.fromkeys(others),),
    )


def third_size(s: Situation) -> Cause | None:
    """``grey.shape[2]``, where the array has two axes."""
    for item in s.nodes(ast.Subscript) if "tuple index out of range" in s.said else []:
        owner = item.value
        if (
            isinstance(owner, ast.Attribute)
            and owner.attr == "shape"
            and isinstance(item.slice, ast.Constant)
        ):
            what, number = short(owner.value), item.slice.value
            has = len(s.shape(what) or [])
            if has and isinstance(number, int) and number >= has:
                return Cause(
                    f"{what} has {has} {'axis' if has == 1 else 'axes'} here, so {short(owner)} holds {has} number{'s' * (has > 1)}. Ask first "
                    f"how many there are: {what}.ndim == {number + 1}"
                )
    return None


def ends_at_minus_zero(s: Situation) -> Cause | None:
    """``image[:-dy]``, where dy is 0: an empty slice."""
    if not re.search(r"could not broadcast input array from shape \((\d+,)*0(,\d*)*\)", s.said):
        return None
    for node in _of_the_line(s, ast.Subscript):
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        for axis, part in enumerate(parts):
            upper = part.upper if isinstance(part, ast.Slice) else None
            if isinstance(upper, ast.UnaryOp) and isinstance(upper.operand, ast.Name):
                name, what = upper.operand.id, short(node.value)
                if _may_be_below_zero(s, name):
                    continue
                long = f"{what}.shape[{axis}]" if axis else f"len({what})"
                return Cause(
                    f"Where {name} is 0, {short(node)} ends at 0: it is empty. Say the end from the front: {long} - {name} in place of "
                    f"-{name}",
                    also=_other_ends(s, node),
                )
    return None


def _may_be_below_zero(s: Situation, name: str) -> bool:
    """Whether a number is drawn from below 0 on, and no condition around the line keeps such numbers away."""
    if s.running is None or name not in _drawn_below_zero(s.running):
        return False
    around = [n for n in ast.walk(s.running) if isinstance(n, ast.If) and covers(n, s.line)]
    return not any(name in names_in(condition.test) for condition in around)


def _other_ends(s: Situation, here: ast.Subscript) -> tuple[str, ...]:
    """Return the other slices of the function that end at minus a name."""
    nodes = [
        n
        for n in ast.walk(s.running or here)
        if isinstance(n, ast.Subscript) and n.lineno != here.lineno
    ]
    return tuple(
        f"{short(n)} in line {n.lineno}"
        for n in nodes
        if re.search(r"(?:\[|, ):-[A-Za-z_]\w*[],]", short(n, 200)) and isinstance(n.ctx, ast.Load)
    )


def out_of_whole_numbers(s: Situation) -> Cause | None:
    """``np.divide(a, b, out=np.zeros_like(a))``, where a holds whole numbers."""
    if "Cannot cast ufunc" not in s.said:
        return None
    for call in s.nodes(ast.Call):
        for keyword in call.keywords:
            made = keyword.value
            alike = isinstance(made, ast.Call) and called_name(made) in (
                "zeros_like",
                "empty_like",
                "ones_like",
            )
            if keyword.arg == "out" and isinstance(made, ast.Call) and alike and made.args:
                like = short(made.args[0])
                return Cause(
                    f"{short(made)} holds whole numbers, as {like} does, and out=… is to take decimal ones. Write: "
                    f"{called_name(made)}({like}, dtype=float)",
                    made.lineno,
                )
    return None


def choice_among_pairs(s: Situation) -> Cause | None:
    """``rng.choice(list(zip(images, labels)))``, which would make an array of it."""
    for call in s.nodes(ast.Call) if "inhomogeneous" in s.said else []:
        if called_name(call) == "choice" and call.args:
            things = short(call.args[0])
            return Cause(
                f"choice makes an array of {things} first, and pictures with labels make none. Draw a place in its stead: "
                f"i = rng.integers(len(…)). Then take {things}[i]."
            )
    return None


def nan_among_whole_numbers(s: Situation) -> Cause | None:
    """``matrix[i, i] = np.nan``, where the array holds whole numbers."""
    if "cannot convert float NaN to integer" not in s.said or s.running is None:
        return None
    for node in statements(s.running.body):
        target = node.targets[0] if isinstance(node, ast.Assign) and covers(node, s.line) else None
        if isinstance(target, ast.Subscript) and isinstance(node, ast.Assign):
            return Cause(
                f"{short(target.value)} holds whole numbers, and nan is none. Write a whole number there: 0 where nothing is to be counted."
            )
    return None


def number_for_an_axis(s: Situation) -> Cause | None:
    """``np.argsort(confidence, n)``."""
    for call in s.nodes(ast.Call) if s.error == "AxisError" else []:
        of_the_module = (
            isinstance(call.func, ast.Attribute) and s.kind(short(call.func.value)) == "module"
        )
        places = call.args[1:] if of_the_module else call.args
        name = short(places[0]) if len(places) == 1 else ""
        if called_name(call) in ("argsort", "sort", "flip") and name in arguments_of(s.running):
            whole = short(call).replace(f", {name})", ")").replace(f"({name})", "()")
            return Cause(
                f"{name} stands where {called_name(call)} takes the axis. To take the first {name} of the result, write a slice "
                f"behind the brackets: {whole}[:{name}]"
            )
    return None


def pairs_for_pad(s: Situation) -> Cause | None:
    """``np.pad`` with fewer pairs than the array has axes."""
    found = re.search(r"remapped shapes.*\((\d+),2\) +and requested shape \((\d+),2\)", s.said)
    if not found or not any(called_name(call) == "pad" for call in s.nodes(ast.Call)):
        return None
    return Cause(
        f"np.pad wants a pair for each axis, (before, behind). The array has {found[2]} axes, and here are {found[1]} pairs. "
        "An axis that is to stay as it is, such as the number of images, gets (0, 0)."
    )


def way_of_another_thing(s: Situation) -> Cause | None:
    """What another kind of thing, or another library's, has."""
    found = re.search(
        rf"'({'|'.join(map(re.escape, _WAYS))})' object has no attribute '(\w+)'", s.said
    )
    for node in s.nodes(ast.Attribute) if found else []:
        kind, ways = _WAYS[found[1]] if found else ("", {})
        if found and node.attr == found[2] and node.attr in ways:
            what = short(node.value)
            optimizers = [
                c for name in ("SGD", "Adam", "RMSprop") for c in calls_in(s.last.tree, name)
            ]
            if node.attr == "parameters" and any(node in ast.walk(call) for call in optimizers):
                return Cause(
                    "An optimizer of Keras is not told what it trains: compile does that. Take the parameters out of its brackets."
                )
            way = ways[node.attr].format(what)
            # The next error would be about a name that the file does not know.
            lost = [a for a in ("np", "pd") if f"{a}." in way and a not in s.last.imported]
            needs = f" (That needs, at the top of the file: `{IMPORTS[lost[0]]}`.)" if lost else ""
            return Cause(f"{what} is {kind}, which has no .{node.attr}. {way}{needs}")
    return None


def row_of_a_table(s: Situation) -> Cause | None:
    """A table of one row, as ``predict`` gives it for one picture, taken for the row."""
    if not re.search(
        r"only (?:0-dimensional|length-1|size-1) arrays|for axis 0 with size 1\b", s.said
    ):
        return None
    for node in s.nodes(ast.expr):
        for part in (n for n in ast.walk(node) if isinstance(n, ast.Subscript)):
            shape = s.shape(short(part.value)) or []
            is_place = (
                not isinstance(part.slice, ast.Slice | ast.Tuple) and short(part.slice) != "0"
            )
            if (
                isinstance(part.value, ast.Name)
                and len(shape) == 2
                and shape[0] == 1 < shape[1]
                and is_place
            ):
                name = part.value.id
                return Cause(
                    f"{name} has the shape (1, {shape[1]}): one row of {shape[1]} numbers. Take the row first: "
                    f"{name}[0][{short(part.slice)}]"
                )
    return None


def next_without_an_end(s: Situation) -> Cause | None:
    """``next(…)`` that finds nothing."""
    for call in s.nodes(ast.Call) if s.error == "StopIteration" else []:
        if called_name(call) == "next" and len(call.args) == 1:
            what = short(call.args[0], 60).removeprefix("(").removesuffix(")")
            return Cause(
                "next(…) found nothing and came to the end. Its second value says what it gives then: "
                f"next(({what}), None). After it, ask: is it None?"
            )
    return None


def rows_of_axes(s: Situation) -> Cause | None:
    """``axes[0, i]`` of a single row of Axes."""
    if "array is 1-dimensional, but 2 were indexed" not in s.said or s.running is None:
        return None
    for part in s.nodes(ast.Subscript):
        made = _value_of(s, part.value)
        if (
            isinstance(made, ast.Call)
            and called_name(made) == "subplots"
            and "squeeze" not in short(made, 200)
        ):
            return Cause(
                f"For one row of pictures, plt.subplots gives a flat array of Axes, and for one picture a single Axes. Write "
                f"squeeze=False into its brackets: then there are always rows, and {short(part, 30)} is right.",
                made.lineno,
            )
    return None


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


def one_place_too_far(s: Situation) -> Cause | None:
    """``sizes[i + 1]`` in ``for i in range(len(sizes))``."""
    if "out of range" not in s.said and "out of bounds" not in s.said:
        return None
    for part in s.nodes(ast.Subscript):
        name, place = short(part.value), short(part.slice)
        further = re.fullmatch(r"(\w+) \+ 1", place)
        for loop in statements(s.running.body) if further and s.running else []:
            counts = isinstance(loop, ast.For) and short(loop.iter) == f"range(len({name}))"
            if (
                further
                and counts
                and isinstance(loop, ast.For)
                and short(loop.target) == further[1]
            ):
                return Cause(
                    f"Line {loop.lineno} goes up to the last place of {name}, and {name}[{place}] is one further. Let the loop end "
                    f"one earlier: range(len({name}) - 1)",
                    loop.lineno,
                )
    return None


def product_turned_round(s: Situation) -> Cause | None:
    """``W @ X`` where ``X @ W`` fits, ``blame @ W`` where ``blame @ W.T`` does; and the same with ``np.dot``."""
    if not re.search("mismatch in its core dimension 0|not aligned", s.said):
        return None
    for left, right in _products(s):
        first, second = s.shape(left) or [], s.shape(right) or []
        if not len(first) == len(second) == 2:
            continue
        fits = ""
        if second[1] == first[0]:
            fits = f"The other way round it fits: {right} @ {left}"
        elif second[1] == first[1] and second[0] != first[0]:
            fits = f"With .T, which turns an array, it fits: {left} @ {right}.T"
        if fits:
            return Cause(
                f"{left} has the shape {tuple(first)}, and {right} the shape {tuple(second)}. For @, the left one must have as many columns as "
                f"the right one has rows. {fits}{_again(s, left, right)}"
            )
    return None


def _products(s: Situation) -> list[tuple[str, str]]:
    """Return left and right of the matrix products at work, those of ``np.dot`` and ``np.matmul`` as well."""
    signs = [n for n in s.nodes(ast.BinOp) if isinstance(n.op, ast.MatMult)]
    calls = [n for n in s.nodes(ast.Call) if called_name(n) in ("dot", "matmul")]
    found = [(short(n.left), short(n.right)) for n in signs]
    for call in calls:
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        parts = [short(a) for a in call.args]
        if owner is not None and len(parts) == 1:
            parts.insert(0, short(owner))
        found += [(parts[0], parts[1])] if len(parts) == 2 else []
    return found


def largest_for_its_place(s: Situation) -> Cause | None:
    """``_, predicted = np.max(outputs, 1)``: PyTorch's max gives the places, too."""
    of_tensor = "EagerTensor' object has no attribute 'max'" in s.said
    if s.running is None or not (of_tensor or "values to unpack" in s.said):
        return None
    for node in statements(s.running.body):
        value = node.value if isinstance(node, ast.Assign) and node.lineno == s.line else None
        left = node.targets[0] if isinstance(node, ast.Assign) else None
        if (
            not isinstance(value, ast.Call)
            or not isinstance(left, ast.Tuple)
            or called_name(value) not in ("max", "amax", "min")
        ):
            continue
        given = short(value.args[0]) if value.args else ""
        if of_tensor and isinstance(value.func, ast.Attribute):
            given = short(value.func.value)
        what = called_name(value).removeprefix("a")
        return Cause(
            f"{short(value.func)} gives the numbers alone. Other libraries give their places with them. Here the places come from "
            f"another function, which gives nothing else: {short(left.elts[-1])} = np.arg{what}({given}, axis=1)"
        )
    return None


def loop_ends_too_early(s: Situation) -> Cause | None:
    """``for i in range(len(hidden_units) - 1)`` in which only place i is used: the last is left out."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    for loop in statements(own_code(s.definition)):
        if not isinstance(loop, ast.For):
            continue
        found = re.fullmatch(r"range\((?:0, )?len\((\w+)\) - 1\)", short(loop.iter))
        inside = [node for line in loop.body for node in ast.walk(line)]
        places = [n.slice for n in inside if isinstance(n, ast.Subscript)]
        used = {short(part) for part in places if short(loop.target) in names_in(part)}
        behind = f"{found[1]}[-1]" if found else ""
        last = any(behind in short(node, 200) for node in own_code(s.definition))
        if found and used == {short(loop.target)} and not last:
            return Cause(
                f"range leaves out its end already. So {short(loop.iter)} in line {loop.lineno} leaves out the last of {found[1]}, too. Write: "
                f"range(len({found[1]}))",
                loop.lineno,
            )
    return None


def rows_along_the_wrong_axis(s: Situation) -> Cause | None:
    """``rows = np.flatnonzero(ink.max(axis=0))`` and ``columns = … axis=1``."""
    if s.code not in (Code.DEMAND, Code.EXCEPTION) or s.definition is None:
        return None
    found: dict[str, ast.Assign] = {}
    for node in statements(own_code(s.definition)):
        if isinstance(node, ast.Assign) and any(calls_in(node, "flatnonzero")):
            for call in calls_in(node.value):
                axis = next((short(k.value) for k in call.keywords if k.arg == "axis"), "")
                if called_name(call) in ("max", "any", "sum") and axis:
                    found[f"{short(node.targets[0])[:3]}{axis}"] = node
    if {"row0", "col1"} <= found.keys() and len(found) == 2:
        rows, columns = found["row0"], found["col1"]
        return Cause(
            f"To ask a row, go along it: axis=1. In lines {rows.lineno} and {columns.lineno}, rows and columns have each other's axis: "
            "exchange 0 and 1.",
            rows.lineno,
        )
    return None


def pairs_asked_by_name(s: Situation) -> Cause | None:
    """``params["W1"]``, where params is a list of pairs."""
    for item in (
        s.nodes(ast.Subscript)
        if "list indices must be integers or slices, not str" in s.said
        else []
    ):
        name = short(item.value)
        if name in ("params", "gradients") and name in arguments_of(s.running):
            parts = "W, b" if name == "params" else "dW, db"
            return Cause(
                f"{name} is a list of pairs here, no dict with names: one pair for each layer, counted from 0. Take a pair apart: "
                f"{parts} = {name}[0] for the first layer. Or go through all: for {parts} in {name}"
            )
    return None


def place_of_an_array(s: Situation) -> Cause | None:
    """``list(images).index(image)``: comparing arrays gives no yes or no."""
    for call in s.nodes(ast.Call) if "truth value of an array" in s.said else []:
        if called_name(call) == "index" and call.args:
            return Cause(
                "index compares whole pictures with ==, and gets a yes or no for each pixel. Draw the place, not the picture: i = "
                "rng.integers(len(images)). Then images[i] and labels[i] belong together."
            )
    return None


def loop_begins_at_one(s: Situation) -> Cause | None:
    """``for i in range(1, len(hidden_units))`` in which only place i is used: the first is left out."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    for loop in statements(own_code(s.definition)):
        found = (
            re.fullmatch(r"range\(1, len\((\w+)\)\)", short(loop.iter))
            if isinstance(loop, ast.For)
            else None
        )
        if not found or not isinstance(loop, ast.For):
            continue
        place = short(loop.target)
        inside = [node for line in loop.body for node in ast.walk(line)]
        places = [n.slice for n in inside if isinstance(n, ast.Subscript)]
        used = {short(part) for part in places if place in names_in(part)}
        before = any(f"{found[1]}[0]" in short(node, 200) for node in own_code(s.definition))
        if used == {place} and not before:
            return Cause(
                f"The loop of line {loop.lineno} begins at 1, and the first place is 0: {found[1]}[0] is left out. Write: "
                f"range(len({found[1]})).",
                loop.lineno,
            )
    return None


def drawn_from_a_fixed_number(s: Situation) -> Cause | None:
    """``images[rng.integers(10)]``, where there are fewer images than ten, or more."""
    found = re.search(r"index (\d+) is out of bounds for axis 0 with size (\d+)", s.said)
    if not found or s.running is None:
        return None
    for item in s.nodes(ast.Subscript):
        for node in statements(s.running.body):
            call = node.value if isinstance(node, ast.Assign) else None
            if not isinstance(call, ast.Call) or short(item.slice) not in assigned(node):
                continue
            end = (
                call.args[-1]
                if called_name(call) in ("integers", "randint") and call.args
                else None
            )
            if isinstance(end, ast.Constant) and isinstance(end.value, int):
                return Cause(
                    f"Line {call.lineno} draws a number below {end.value}, however many there are. Here there are {found[2]}. Write "
                    f"len({short(item.value)}) in place of {end.value}.",
                    call.lineno,
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
    return Cause(
        "plt.subplot gives one Axes. With an s at the end it gives a Figure and an Axes: plt.subplots(…)."
    )


def _again(s: Situation, left: str, right: str) -> str:
    """Name a later line that holds the same product: it stops there next."""
    for line in s.running.body if s.running else []:
        same = any(
            short(n) in (f"{left} @ {right}", f"np.dot({left}, {right})") for n in ast.walk(line)
        )
        if same and line.lineno > s.line:
            return f". So in line {line.lineno}, too"
    return ""


def one_direction_only(s: Situation) -> Cause | None:
    """``labels[:n, :]``: two places for an array that is one row of numbers."""
    if "too many indices for array: array is 1-dimensional, but 2" not in s.said:
        return None
    for item in s.nodes(ast.Subscript):
        name, places = short(item.value), item.slice
        if (
            s.shape(name) is None
            or len(s.shape(name) or []) != 1
            or not isinstance(places, ast.Tuple)
        ):
            continue
        if short(places.elts[1]) == ":":
            return Cause(
                f"{name} is one row of numbers, so it takes one place between the brackets. Write: {name}[{short(places.elts[0])}]. "
                f"The same holds wherever {name} has two."
            )
    return None


def cut_and_cut_again(s: Situation) -> Cause | None:
    """``images = images[:n]``, and below it ``images[n:]``."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    lines = own_code(s.definition)
    for place, node in enumerate(lines):
        cut = node.value if isinstance(node, ast.Assign) else None
        if not isinstance(cut, ast.Subscript) or not isinstance(cut.slice, ast.Slice):
            continue
        name = short(cut.value)
        again = [
            part
            for later in lines[place + 1 :]
            for part in ast.walk(later)
            if isinstance(part, ast.Subscript) and short(part.value) == name
        ]
        ends = isinstance(cut.slice.lower or cut.slice.upper, ast.Name)
        if isinstance(node, ast.Assign) and assigned(node) == [name] and again and ends:
            return Cause(
                f"Line {node.lineno} stores the part {short(cut)} under the name of the whole. Line {again[0].lineno} then cuts from that "
                "part. Give the part another name.",
                node.lineno,
            )
    return None


def whole_columns(s: Situation) -> Cause | None:
    """``blame[:, labels] -= 1``: whole columns, in place of one number in each row."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    for node in statements(own_code(s.definition)):
        target = node.target if isinstance(node, ast.AugAssign) else None
        places = target.slice if isinstance(target, ast.Subscript) else None
        if target and isinstance(places, ast.Tuple) and len(places.elts) == 2:
            rows, columns = map(short, places.elts)
            if rows == ":" and columns in _LABELS:
                return Cause(
                    f"{short(target)} takes whole columns. For one number in each row, the rows need places, too: "
                    f"np.arange(len({columns})) in place of the colon.",
                    node.lineno,
                )
    return None


def cuts_from_its_own_part(s: Situation) -> Cause | None:
    """``X = X[batch]`` in the loop over the batches: the next turn takes from the part."""
    if s.code not in (Code.EXCEPTION, Code.DEMAND) or s.definition is None:
        return None
    lines = [
        node
        for loop in statements(own_code(s.definition))
        if isinstance(loop, ast.For)
        for node in _cut_from_themselves(loop, arguments_of(s.definition))
    ]
    if not lines:
        return None
    first, *others = lines
    return Cause(
        f"Line {first.lineno} stores the part under the name of the whole, {assigned(first)[0]}. So the next turn of the loop takes a "
        f"part of the part. Give the part another name.",
        first.lineno,
        also=tuple(f"{assigned(node)[0]} in line {node.lineno}" for node in others),
    )


def _cut_from_themselves(loop: ast.For, arguments: list[str]) -> Iterator[ast.stmt]:
    """Go through the lines ``X = X[batch]`` of a loop, for an argument X and a batch that the loop makes."""
    new = {name for node in statements([loop]) for name in assigned(node)}
    for node in statements(loop.body):
        item = node.value if isinstance(node, ast.Assign) else None
        if isinstance(item, ast.Subscript) and isinstance(item.slice, ast.Name):
            name = short(item.value)
            if assigned(node) == [name] and item.slice.id in new and name in arguments:
                yield node


def labels_from_probabilities(s: Situation) -> Cause | None:
    """``probabilities - labels``: ten numbers in each row, and one digit."""
    found = re.search(r"broadcast together with shapes \((\d+),(\d+)\) \(\1,\)", s.said)
    for node in s.nodes(ast.BinOp) if found and s.function.name == "backward" else []:
        left, right = short(node.left), short(node.right)
        if isinstance(node.op, ast.Sub) and right in s.arguments.split(", "):
            return Cause(
                f"Each row of {left} has {found[2] if found else 10} numbers, and {right} one digit for it. Only the number at the digit's "
                f"place becomes smaller, by 1: subtract 1 from {left}[np.arange(len({right})), {right}], in a copy.",
                node.lineno,
            )
    return None


def rounded_before_comparing(s: Situation) -> Cause | None:
    """``round(accuracy, 2) >= target``."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    for node in ast.walk(s.definition):
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        for side in sides:
            if isinstance(side, ast.Call) and called_name(side) == "round" and side.args:
                return Cause(
                    f"Line {side.lineno} rounds before it compares: what is a little too small becomes large enough. Compare "
                    f"{short(side.args[0])} itself.",
                    side.lineno,
                )
    return None


def search_without_an_end(s: Situation) -> Cause | None:
    """``while values[i] < target: i += 1``, when no value is large enough."""
    for part in (
        s.nodes(ast.Subscript)
        if "index out of range" in s.said or "out of bounds" in s.said
        else []
    ):
        place, name = short(part.slice), short(part.value)
        for loop in statements(s.running.body) if s.running else []:
            if not isinstance(loop, ast.While) or not covers(loop.test, s.line):
                continue
            asks = short(loop.test, 200)
            if f"{name}[{place}]" in asks and f"len({name})" not in asks:
                return Cause(
                    f"This loop goes on until {name}[{place}] fits. When none does, it runs off the end. Ask for the end first: "
                    f"while {place} < len({name}) and {asks}. After the loop, {place} == len({name}) means that none was found."
                )
    return None


def grey_and_coloured(s: Situation) -> Cause | None:
    """Colours taken of a drawing that has none."""
    if (
        s.function.name != "prepare_digit"
        or "array is 2-dimensional, but 3 were indexed" not in s.said
    ):
        return None
    for part in s.nodes(ast.Subscript):
        if short(part.slice).startswith(("(:, :", ":, :", "(..., :", "..., :")):
            return Cause(
                "Some drawings have no colours: an array with two axes, not three. Ask before you take the colours: if the array's "
                ".ndim is 3."
            )
    return None


def two_kinds_joined(s: Situation) -> Cause | None:
    """A tuple + a list."""
    found = re.search(r'can only concatenate (list|tuple) \(not "(list|tuple|int)"\)', s.said)
    for node in s.nodes(ast.BinOp) if found else []:
        left, right = short(node.left), short(node.right)
        if found and found[2] == "int":
            return Cause(
                f"{left} is a {found[1]}, and {right} a number: + joins {found[1]}s only. To put the number behind the others, make "
                f"a list of both: [*{left}, {right}]"
            )
        if found and found[1] != found[2]:
            return Cause(
                f"{left} is a {found[1]}, and {right} a {found[2]}: + joins two of a kind. Make one list of both: "
                f"[*{left}, {_parts_of(node.right)}]"
            )
    return None


def first_row_only(s: Situation) -> Cause | None:
    """``model.predict(images)[0]`` where all images are asked for."""
    asked = s.function.name == "predict_digits" and s.code in (Code.DEMAND, Code.WRONG_KIND)
    if (
        not asked
        or s.definition is None
        or any(isinstance(n, ast.For) for n in ast.walk(s.definition))
    ):
        return None
    for node in ast.walk(s.definition):
        first = isinstance(node, ast.Subscript) and short(node.slice) == "0"
        if (
            first
            and isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Call)
            and called_name(node.value) == "predict"
        ):
            return Cause(
                "[0] behind predict takes the first row, that of the first image. Leave it away: then there is a row for each.",
                node.lineno,
            )
    return None


def recipe_for_two_classes(s: Situation) -> Cause | None:
    """``model.predict(images) > 0.5``, where there are ten classes."""
    asked = s.function.name in ("predict_digits", "recognise")
    for node in ast.walk(s.definition) if asked and s.definition else []:
        if not isinstance(node, ast.Compare) or short(node.comparators[0]) != "0.5":
            continue
        made = [
            line.value
            for line in ast.walk(s.definition or ast.Module([], []))
            if isinstance(line, ast.Assign) and short(node.left) in assigned(line)
        ]
        if any(
            called_name(call) == "predict" for part in [node.left, *made] for call in calls_in(part)
        ):
            inside = calls_in(s.definition or node, "where")
            where = any(part is node for call in inside for part in call.args)
            return Cause(
                f"{short(node)} is the way for two classes. Here are ten, and the digit is the place of the largest probability. Take the "
                f"comparison away{', with its np.where' * where}. Write np.argmax(…, axis=-1) around the probabilities.",
                node.lineno,
            )
    return None


def more_turns_than_things(s: Situation) -> Cause | None:
    """``for i in range(n)``, where there are fewer than n."""
    found = re.search(r"index (\d+) is out of bounds for axis 0 with size \1\b", s.said)
    if not found or s.running is None:
        return None
    for loop in statements(s.running.body):
        n = re.fullmatch(r"range\((\w+)\)", short(loop.iter)) if isinstance(loop, ast.For) else None
        if not n or not isinstance(loop, ast.For) or n[1] not in arguments_of(s.running):
            continue
        for part in s.nodes(ast.Subscript):
            things = short(part.value)
            if short(part.slice) == short(loop.target) and s.shape(things) == [int(found[1])]:
                return Cause(
                    f"There are only {found[1]} things in {things}, and the loop counts to {n[1]}. Let it count no further than "
                    f"there is: range(min({n[1]}, len({things})))",
                    loop.lineno,
                )
    return None


def _parts_of(node: ast.expr) -> str:
    """Write a list's parts for a place inside another one."""
    return ", ".join(map(short, node.elts)) if isinstance(node, ast.List) else f"*{short(node)}"


def _ends_at_zero(function: ast.FunctionDef, drawn: dict[str, ast.Call]) -> str:
    """Return a slice such as ``:-down``, whose end is a number that was drawn; empty when there is none."""
    for part in ast.walk(function):
        end = part.upper if isinstance(part, ast.Slice) and part.lower is None else None
        if isinstance(end, ast.UnaryOp) and short(end.operand).partition("[")[0] in drawn:
            return f":{short(end)}"
    return ""


def _made_by_where(s: Situation, name: str) -> str:
    """Return "np.where(…)", or nonzero, when that made what stands under this name; empty otherwise."""
    for node in statements(s.running.body) if s.running else []:
        value = node.value if isinstance(node, ast.Assign) and name in assigned(node) else None
        if isinstance(value, ast.Call) and called_name(value) in ("where", "nonzero"):
            return f"{short(value.func)}(…)"
    return ""


def added_at_one_place(s: Situation) -> Cause | None:
    """``np.add.at(table, rows, columns)``: the columns stand where the number to add belongs."""
    for call in s.nodes(ast.Call) if "not broadcastable to correct shape" in s.said else []:
        if short(call.func) == "np.add.at" and len(call.args) == 3:
            table, rows, columns = map(short, call.args)
            return Cause(
                "np.add.at takes a table, then the places as one pair in brackets, then the number to add. "
                f"Write: np.add.at({table}, ({rows}, {columns}), 1)"
            )
    return None


def columns_of_another_table(s: Situation) -> Cause | None:
    """``table[["acc", "val_acc"]]``, and the table has other columns."""
    asked = s.error == "KeyError" and "history" in s.function.arguments
    for item in s.nodes(ast.Subscript) if asked else []:
        if isinstance(item.slice, ast.List) and s.kind(short(item.value)) == "DataFrame":
            return Cause(
                f"{short(item.value)} has other columns: their names are those that came in. Leave the choice of columns away, and take "
                "the whole table."
            )
    return None


def labels_as_weights(s: Situation) -> Cause | None:
    """``labels * np.log(p)``: a formula for labels that are rows of 0 and 1."""
    if not re.search(
        r"broadcast together with shapes \((\d+),\) \(\1,\d+\)|\((\d+),\d+\) \(\2,\)", s.said
    ):
        return None
    for node in s.nodes(ast.BinOp):
        for part in ast.walk(node):
            if not isinstance(part, ast.BinOp) or not isinstance(part.op, ast.Mult):
                continue
            sides = {short(part.left): part.right, short(part.right): part.left}
            for name, table in sides.items():
                if name in _LABELS:
                    return Cause(
                        f"The formula is for labels that are rows of 0 and 1. Here {name} holds the digits themselves. Take the number at "
                        f"this place in each row: put [np.arange(len({name})), {name}] behind {short(table)}, and take `{name} *` away."
                    )
    return None


def star_for_matrix_product(s: Situation) -> Cause | None:
    """``values * W`` of two tables whose inner sizes are the same, as ``@`` wants them."""
    found = re.search(r"broadcast together with shapes \((\d+),(\d+)\) \((\d+),(\d+)\)", s.said)
    if not found or found[2] != found[3]:
        return None
    sizes = [[int(found[1]), int(found[2])], [int(found[3]), int(found[4])]]
    for node in s.nodes(ast.BinOp):
        for part in ast.walk(node):
            if not isinstance(part, ast.BinOp) or not isinstance(part.op, ast.Mult):
                continue
            if [s.shape(short(part.left)), s.shape(short(part.right))] == sizes:
                others = [
                    n.lineno
                    for n in ast.walk(s.running or node)
                    if isinstance(n, ast.BinOp) and short(n) == short(part) and n is not part
                ]
                also = f" And in line {others[0]}." if others else ""
                return Cause(
                    f"The sign * multiplies place by place, and {short(part)} is to be a matrix product: each row with each column. "
                    f"Its sign is @. Write: {short(part.left)} @ {short(part.right)}.{also}"
                )
    return None


def largest_of_all_rows(s: Situation) -> Cause | None:
    """``values - np.max(values)`` for softmax: the largest number of all images, not each image's own."""
    if s.code is not Code.DEMAND or s.definition is None or not [*calls_in(s.definition, "exp")]:
        return None
    # Where a sum is of everything, too, nobody knows which of the two was seen.
    sums = [*calls_in(s.definition, "sum")]
    if not all(any(keyword.arg == "axis" for keyword in call.keywords) for call in sums):
        return None
    for node in ast.walk(s.definition):
        right = node.right if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub) else None
        if not isinstance(right, ast.Call) or called_name(right) not in ("max", "amax"):
            continue
        left = short(node.left) if isinstance(node, ast.BinOp) else ""
        whole = (f"np.max({left})", f"np.amax({left})", f"{left}.max()")
        if short(right, 80) in whole:
            return Cause(
                f"{short(right)} is one number: the largest of all images together. Each image needs its own. Put axis=1, keepdims=True "
                "into its brackets.",
                node.lineno if isinstance(node, ast.BinOp) else 0,
            )
    return None


def maximum_over_an_axis(s: Situation) -> Cause | None:
    """``np.max(values @ W + b, 0)``: the 0 is taken for an axis."""
    if s.code not in (Code.EXCEPTION, Code.DEMAND, Code.WRONG_KIND) or s.definition is None:
        return None
    for call in ast.walk(s.definition):
        if not isinstance(call, ast.Call) or s.own.dotted(call.func) not in (
            "numpy.max",
            "numpy.amax",
        ):
            continue
        floor = call.args[1] if len(call.args) == 2 else None
        if isinstance(floor, ast.Constant) and isinstance(floor.value, float) and floor.value:
            return Cause(
                f"np.max in line {call.lineno} gives one number, and takes {short(floor)} for an axis. For the larger one of each number and "
                f"{short(floor)}, write np.maximum.",
                call.lineno,
            )
        product = (
            any(isinstance(n, ast.MatMult) for n in ast.walk(call.args[0])) if call.args else False
        )
        if product and len(call.args) == 2 and short(call.args[1]) in ("0", "0.0"):
            return Cause(
                f"np.max in line {call.lineno} takes the 0 for an axis, and gives the largest number of each column. To compare each number "
                "with 0, write np.maximum.",
                call.lineno,
            )
    return None


def series_of_lists(s: Situation) -> Cause | None:
    """``pd.Series(history).plot()``: each of its values is a list."""
    if "no numeric data to plot" not in s.said or s.running is None:
        return None
    for call in calls_in(s.running, "Series"):
        given = short(call.args[0]) if call.args else ""
        if given == "history" and s.kind(given) in ("", "dict"):
            return Cause(
                f"A Series holds one row of numbers, and each value of {given} is a list. A table holds them all: "
                f"pd.DataFrame({given}).",
                call.lineno,
            )
    return None


def slice_begins_below_zero(s: Situation) -> Cause | None:
    """``padded[top : top + 28]``, with a top that was drawn from -1 on."""
    padded = s.running is not None and any(calls_in(s.running, "pad"))
    # Only what begins below 0 is empty; without a margin, what ends too early is too small as well.
    small = r"\((?:\d+,)*0[,)]" if padded else r"\("
    if s.running is None or not re.search(
        rf"broadcast input array from shape {small}|inhomogeneous shape", s.said
    ):
        return None
    drawn = _drawn_below_zero(s.running)
    for part in ast.walk(s.running):
        lower = part.lower if isinstance(part, ast.Slice) else None
        plain = isinstance(lower, ast.Name | ast.Subscript)
        begin = short(lower) if plain and lower else ""
        call = drawn.get(begin.partition("[")[0])
        if call is None:
            continue
        least = short(call.args[0])
        if to_zero := _ends_at_zero(s.running, drawn):
            margin = f"Put a margin of {least[1:]} zeros around each picture, with np.pad."
            return Cause(
                f"The slice {to_zero} ends too early: for a shift of 0 it ends at 0, and is empty. Negative shifts count from the wrong "
                f"end. {margin} Then cut 28 x 28 out of it, beginning at {short(call.func)}(0, 2 * {least[1:]} + 1, …).",
                call.lineno,
            )
        from_zero = f"{short(call.func)}(0, 2 * {least[1:]} + 1, …)"
        if padded:
            return Cause(
                f"A slice that begins below 0 counts from the end, so it comes out empty. {begin} is drawn in line {call.lineno}, from "
                f"{least} on. Draw from 0 on: {from_zero}.",
                call.lineno,
            )
        return Cause(
            f"{begin} is drawn from {least} on. A slice that begins below 0 counts from the end: the sizes don't fit. Put a margin "
            f"of {least[1:]} zeros around each picture, with np.pad. Then cut 28 x 28 out of it, beginning at {from_zero}.",
            call.lineno,
        )
    return None


def whole_shape(s: Situation) -> Cause | None:
    """``n = images.shape``, and then n stands where one number is wanted."""
    if s.error not in ("TypeError", "ValueError") or s.running is None:
        return None
    shapes = {
        name: node
        for node in statements(s.running.body)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Attribute)
        for name in assigned(node)
        if node.value.attr == "shape" and isinstance(node.targets[0], ast.Name)
    }
    used = [given for call in s.nodes(ast.Call) for given in call.args]
    used += [side for node in s.nodes(ast.BinOp) for side in (node.left, node.right)]
    for name in map(short, used):
        if name in shapes and s.kind(name) == "tuple":
            whole = short(shapes[name].value)
            return Cause(
                f"{name} is the whole {whole}: several numbers, one for each direction. Here one is wanted. How many there are: "
                f"{name} = len({whole.removesuffix('.shape')}). One of the others: {whole}[1].",
                shapes[name].lineno,
            )
    return None


def minus_takes_nothing_out(s: Situation) -> Cause | None:
    """``images - X_valid``, where ``X_valid = images[:n_valid]``: the rest was meant."""
    if s.running is None or "could not be broadcast together" not in s.said:
        return None
    parts = {
        name: node.value
        for node in statements(s.running.body)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript)
        for name in assigned(node)
    }
    for node in s.nodes(ast.BinOp):
        part = parts.get(short(node.right))
        if not isinstance(node.op, ast.Sub) or not part or short(node.left) != short(part.value):
            continue
        cut = part.slice
        if isinstance(cut, ast.Slice) and cut.lower is None and cut.upper is not None:
            end = short(cut.upper)
            return Cause(
                f"A minus computes with the numbers in two arrays: it takes nothing out. {short(node.right)} is the part up to {end}. "
                f"The rest is a slice too: {short(part.value)}[{end}:]"
            )
    return None


def places_of_some_rows(s: Situation) -> Cause | None:
    """``probabilities[wrong, predicted]``: the places of some rows, and a number for each row."""
    for item in s.nodes(ast.Subscript) if "indexing arrays could not be" in s.said else []:
        if not isinstance(item.slice, ast.Tuple) or len(item.slice.elts) != 2:
            continue
        array, rows, numbers = map(short, (item.value, *item.slice.elts))
        sizes, some, all_ = s.shape(array), s.shape(rows), s.shape(numbers)
        if sizes and some and all_ and all_ == sizes[:1] and len(some) == 1 and some < all_:
            return Cause(
                f"{rows} holds the places of {some[0]} rows, and {numbers} has a number for each of all {all_[0]}. Take the numbers of "
                f"these rows: {array}[{rows}, {numbers}[{rows}]]"
            )
    return None


def picture_not_cut_too(s: Situation) -> Cause | None:
    """``shifted[i, top:28 + down, …] = images[i]``: the whole picture, where less room is left."""
    found = re.search(r"from shape \((\d+),(\d+)\) into shape \((\d+),(\d+)\)", s.said)
    for node in s.last.nodes if found and "broadcast input array" in s.said else []:
        if not found or not isinstance(node, ast.Assign) or node.lineno != s.line:
            continue
        place, whole = node.targets[0], node.value
        cut = isinstance(place, ast.Subscript) and any(
            isinstance(n, ast.Slice) for n in ast.walk(place.slice)
        )
        uncut = isinstance(whole, ast.Subscript) and isinstance(whole.slice, ast.Name)
        smaller = int(found[3]) <= int(found[1]) and int(found[4]) <= int(found[2])
        if cut and uncut and smaller and 0 not in map(int, found.groups()):
            return Cause(
                f"{short(whole)} is the whole picture, and beyond the edge there is no room for it. What is shifted over the edge must be cut "
                "off here, too. Easier: put a margin of max_shift zeros around each picture, with np.pad, and cut 28 x 28 out of it."
            )
    return None


def larger_than_all(s: Situation) -> Cause | None:
    """``picture[top : top + height, …] = small``, with a side that is longer than the picture's."""
    found = re.search(r"could not broadcast input array from shape \((\d+),(\d+)\) into", s.said)
    for item in s.nodes(ast.Subscript) if found else []:
        sides, name = s.shape(short(item.value)) or [], short(item.value)
        longest = max(map(int, found.groups())) if found else 0
        if len(sides) == 2 and longest > max(sides):
            return Cause(
                f"What you put in has a side of {longest}, and {name} has only {max(sides)}: it fits nowhere. Make it smaller before. "
                f"Which side is longer, height or width, differs: max(height, width) is the longer one."
            )
    return None


def padded_and_never_used(s: Situation) -> Cause | None:
    """``padded = np.pad(images, …)``, and then a piece of images: the margin is not in it."""
    if s.running is None or "broadcast input array" not in s.said:
        return None
    read = {
        node.id
        for node in ast.walk(s.running)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    for node in statements(s.running.body):
        value = node.value if isinstance(node, ast.Assign) else None
        names = [name for name in assigned(node) if name not in read]
        if isinstance(value, ast.Call) and called_name(value) == "pad" and len(names) == 1:
            source = first_name(value.args[0]) if value.args else ""
            return Cause(
                f"Line {node.lineno} makes {names[0]}, with a margin, and no line uses it. Cut the pieces out of {names[0]}"
                + (f", not out of {source}." if source else ".")
            )
    return None


def _drawn_below_zero(function: ast.FunctionDef) -> dict[str, ast.Call]:
    """Return the names whose numbers a generator draws from a negative number on, each with the call."""
    drawn: dict[str, ast.Call] = {}
    for node in statements(function.body):
        if isinstance(node, ast.Assign):
            for call in calls_in(node.value):
                negative = call.args and isinstance(call.args[0], ast.UnaryOp)
                if called_name(call) in ("integers", "randint") and negative:
                    drawn |= dict.fromkeys(assigned(node), call)
        plain = isinstance(node, ast.Assign) and isinstance(node.value, ast.Name | ast.Subscript)
        source: ast.AST | None = node.iter if isinstance(node, ast.For) else None
        if plain and isinstance(node, ast.Assign):
            source = node.value
        for name in names_in(source) & {*drawn} if isinstance(source, ast.AST) else ():
            drawn |= dict.fromkeys(assigned(node), drawn[name])
    return drawn


_NAMES_OF_PARTS = {"p": "W, b", "g": "dW, db", "d": "dW, db"}
"""What the notebook calls the parts of a pair, by how the name of the pairs begins."""


def pair_as_one(s: Situation) -> Cause | None:
    """``learning_rate * gradients[i]``: a pair of arrays taken for one array."""
    found = re.search(
        r"can't multiply sequence by non-int of type|unsupported operand type\(s\) for \S+: '(.*)' and '(.*)'",
        s.said,
    )
    signs: list[ast.BinOp | ast.AugAssign] = [*s.nodes(ast.BinOp), *s.nodes(ast.AugAssign)]
    for sign in signs if found and s.error else []:
        sides = (
            [sign.left, sign.right] if isinstance(sign, ast.BinOp) else [sign.target, sign.value]
        )
        kinds = [found[1], found[2]] if found and found[1] else [_kind_of(s, n) for n in sides]
        if found and not found[1]:
            # One of the two is a number: where one is known to be, the other is the sequence.
            numbers = [bool(re.fullmatch(r"(?:int|float)\d*", kind)) for kind in kinds]
            sides = [
                n
                for n, number, other in zip(sides, numbers, numbers[::-1], strict=True)
                if other and not number
            ]
        else:
            sides = [n for n, kind in zip(sides, kinds, strict=True) if kind == "tuple"]
        if len(sides) != 1 or not first_name(sides[0]):
            continue
        return _taken_apart(s, sides[0])
    return None


def _kind_of(s: Situation, node: ast.expr) -> str:
    value = node.value if isinstance(node, ast.Constant) else None
    return type(value).__name__ if value is not None else s.kind(short(node))


def _taken_apart(s: Situation, side: ast.expr) -> Cause | None:
    """Say how to take a pair apart, or a list of pairs; None for a list of which nothing is known."""
    name = short(side)
    names = _NAMES_OF_PARTS.get(name[:1], "a, b")
    if s.kind(name) == "list":
        if names == "a, b" or s.function.lesson_number != "11":
            return None
        return Cause(
            f"{name} is a list, with a pair for each layer. Go through the layers, and compute with each array: "
            "for (W, b), (dW, db) in zip(params, gradients):"
        )
    if isinstance(side, ast.Name) and s.kind(name) != "tuple":
        return None
    changed = [
        short(n.target) for n in s.last.nodes if isinstance(n, ast.AugAssign) and covers(n, s.line)
    ]
    if changed and names == "dW, db" and changed[0].startswith("param") and changed[0] != "params":
        return Cause(
            f"{name} is not one array: it holds a pair, and so does {changed[0]}. Take both apart first: W, b = {changed[0]} and "
            f"dW, db = {name}. Then change W and b each in a line of its own: W -= …"
        )
    return Cause(
        f"{name} is not one array: it holds several things, such as a pair. Take it apart first: {names} = {name}. Then compute with "
        "each of them in a line of its own."
    )


def places_of_a_list(s: Situation) -> Cause | None:
    """``wrong[order]``: several places at once, asked of a list."""
    if "only integer scalar arrays can be converted to a scalar index" not in s.said:
        return None
    for part in s.nodes(ast.Subscript):
        name, place = short(part.value), short(part.slice)
        if s.kind(name) in ("list", "tuple") and s.kind(place) == "ndarray" and s.shape(place):
            if found := _made_by_where(s, name):
                return Cause(
                    f"{found} gives a tuple of arrays, one for each direction. Take the first: write [0] behind it, in the line that "
                    f"makes {name}."
                )
            return Cause(
                f"{name} is a {s.kind(name)}, and {place} an array of places. Only an array gives several places at once: "
                f"np.array({name})[{place}]"
            )
    return None


def axis_kept(s: Situation) -> Cause | None:
    """``keepdims=True`` where one number for each image is asked for."""
    asked = (
        s.function.name == "predict_digits" and s.code is Code.DEMAND and s.definition is not None
    )
    for call in calls_in(s.definition, "argmax") if asked and s.definition else []:
        if any(k.arg == "keepdims" and short(k.value) == "True" for k in call.keywords):
            return Cause(
                "keepdims=True keeps the axis of the ten probabilities, with one place in it. Leave it away.",
                call.lineno,
            )
    return None


def _value_of(s: Situation, node: ast.expr) -> ast.expr:
    """Return what a name was last given in the function at work; another expression is its own value."""
    if isinstance(node, ast.Name) and s.running is not None:
        lines = [
            n for n in statements(s.running.body) if n.lineno < s.line and node.id in assigned(n)
        ]
        if lines and isinstance(lines[-1], ast.Assign):
            return lines[-1].value
    return node


def list_lost_in_the_loop(s: Situation) -> Cause | None:
    """``inputs = inputs[layer]`` in a loop: from the second turn on, the list is gone."""
    if s.code not in (Code.EXCEPTION, Code.DEMAND) or s.definition is None:
        return None
    for loop in statements(own_code(s.definition)):
        if not isinstance(loop, ast.For):
            continue
        above: set[str] = set()
        for node in statements(loop.body):
            part = node.value if isinstance(node, ast.Assign) else None
            name = short(part.value) if isinstance(part, ast.Subscript) else ""
            same = isinstance(part, ast.Subscript) and short(part.slice) == short(loop.target)
            if same and assigned(node) == [name] and name not in above:
                return Cause(
                    f"Line {node.lineno} stores a part of {name} under the name {name}. So in the next turn the whole is gone. Give the part "
                    "a name of its own.",
                    node.lineno,
                )
            above |= {*assigned(node)}
    return None


def places_of_another_array(s: Situation) -> Cause | None:
    """``wrong[order]``, where order sorts more things than wrong holds."""
    found = re.search(r"index (\d+) is out of bounds for axis 0 with size (\d+)", s.said)
    for item in s.nodes(ast.Subscript) if found else []:
        places, things = short(item.slice), short(item.value)
        if found and s.kind(places) == "ndarray" and s.shape(things) == [int(found[2])]:
            return Cause(
                f"{things} holds {found[2]} things, and {places} asks for place {found[1]}: its places are those of another, longer array. "
                f"Compute {places} from what belongs to {things} alone."
            )
    return None


def brackets_behind_brackets(s: Situation) -> Cause | None:
    """``image[top:top + 28][left:left + 28]``, which cuts the rows twice."""
    if "could not broadcast input array" not in s.said:
        return None
    for node in _of_the_line(s, ast.Subscript):
        inner = node.value
        if (
            isinstance(inner, ast.Subscript)
            and isinstance(node.slice, ast.Slice)
            and isinstance(inner.slice, ast.Slice)
        ):
            both = f"{short(inner.value)}[{short(inner.slice)}, {short(node.slice)}]"
            return Cause(
                f"Two brackets, one behind the other, cut the rows twice. Rows and columns stand in one, with a comma between: {both}"
            )
    return None


def place_not_used(s: Situation) -> Cause | None:
    """``[i for i in range(n) if chosen != labels]``: the condition asks for all at once."""
    if "truth value of an array" not in s.said or s.running is None:
        return None
    kinds = ast.ListComp | ast.GeneratorExp | ast.SetComp
    for node in ast.walk(s.running):
        for part in node.generators if isinstance(node, kinds) and covers(node, s.line) else ():
            place = short(part.target)
            for condition in part.ifs:
                sides = (
                    [condition.left, *condition.comparators]
                    if isinstance(condition, ast.Compare)
                    else []
                )
                if (
                    len(sides) == 2
                    and all(isinstance(one, ast.Name) for one in sides)
                    and "range" in short(part.iter)
                ):
                    left, right = map(short, sides)
                    return Cause(
                        f"{short(condition)} compares all at once, and says nothing of {place}. Take the things at this place: "
                        f"{left}[{place}] and {right}[{place}]"
                    )
    return None


def whole_for_one(s: Situation) -> Cause | None:
    """``plot_digit(images, labels)`` below ``image = images[place]``."""
    frames = s.field("frames", [])
    if s.code is not Code.EXCEPTION or len(frames) < 2 or s.definition is None:
        return None
    line = int(frames[-2]["line"])
    own = {name for node in statements(own_code(s.definition)) for name in assigned(node)}
    for call in calls_in(s.definition, str(s.frame["function"])):
        wholes = [
            short(one)
            for one in call.args
            if short(one).removesuffix("s") in own and short(one).endswith("s")
        ]
        if call.lineno == line and wholes:
            one = wholes[0].removesuffix("s")
            others = tuple(
                f"{name}, where {name.removesuffix('s')} is meant" for name in wholes[1:]
            )
            return Cause(
                f"Line {line} hands on {wholes[0]}, all of them. The one that you took is {one}: write {one} there.",
                line,
                also=others,
            )
    return None


def resize_of_an_array(s: Situation) -> Cause | None:
    """``ink.resize((width, height), …)``, where ink is no Pillow picture."""
    for call in (
        s.nodes(ast.Call) if "'tuple' object cannot be interpreted as an integer" in s.said else []
    ):
        owner = short(call.func).rpartition(".")[0]
        if called_name(call) == "resize" and s.kind(owner) == "ndarray":
            return Cause(
                f"{owner} is an array, and this resize belongs to Pillow's pictures. Make a picture of it first: "
                f"Image.fromarray({owner}).resize(…)"
            )
    return None


def rows_of_both(s: Situation) -> Cause | None:
    """``inputs[layer] @ blame``: a row for each image on both sides."""
    found = re.search(r"mismatch in its core dimension 0.*\(size (\d+) is different from", s.said)
    for product in s.nodes(ast.BinOp) if found else []:
        left, right = short(product.left), short(product.right)
        rows = [int(found[1])] if found else []
        # What forward keeps in the cache, and whatever has as many rows as it.
        if left.endswith(".T"):
            continue
        known = (s.shape(left) or [])[:1] == rows or first_name(product.left) == "inputs"
        if isinstance(product.op, ast.MatMult) and known and (s.shape(right) or [])[:1] == rows:
            return Cause(
                f"Both sides of the @ have a row for each image. Turn the left one with .T, so that its columns meet the rows of "
                f"{right}: {left}.T @ {right}"
            )
    return None


def too_few_names(s: Situation) -> Cause | None:
    """``pd.Series(counts, index=range(1, 10))`` for ten counts."""
    found = re.search(
        r"Length of values \((\d+)\) does not match length of index \((\d+)\)", s.said
    )
    for call in s.nodes(ast.Call) if found else []:
        for given in call.keywords:
            values = short(call.args[0]) if call.args else ""
            if found and given.arg == "index" and values in _LABELS:
                return Cause(
                    f"index={short(given.value)} names each of the {found[1]} {values}, one by one: leave it away. First value_counts "
                    f"counts them. Behind it, reindex({short(given.value)}, fill_value=0) puts the counts in order."
                )
            if found and given.arg == "index":
                # Ten are the digits. Any other number is this call's own.
                how = f"For {found[1]} places from 0 on, write: index=range({found[1]})."
                if found[1] != "10":
                    how = "How many there are differs from call to call: leave index=… away. Then pandas counts them itself."
                return Cause(
                    f"There are {found[1]} values, and index={short(given.value)} names {found[2]} places. {how} "
                    "If these are not the right values, print them."
                )
    return None


_LABELS = ("labels", "actual", "y", "y_true", "y_valid", "y_test", "y_train")


def argmax_of_labels(s: Situation) -> Cause | None:
    """``np.argmax(labels, axis=1)``: for rows of 0 and 1, and the labels are plain digits."""
    if s.error != "AxisError" or "axis 1 is out of bounds for array of dimension 1" not in s.said:
        return None
    for call in s.nodes(ast.Call):
        method = call.func.value if isinstance(call.func, ast.Attribute) else None
        given = call.args[0] if short(call.func).startswith("np.") and call.args else method
        name = short(given) if given else ""
        if short(call.func).endswith(".argmax") and name in _LABELS:
            return Cause(
                f"{name} holds the digits themselves, one number for each image. argmax is for rows of ten numbers. Use {name} as it "
                "is, without argmax."
            )
    return None


def places_of_another_thing(s: Situation) -> Cause | None:
    """``ax.plot(epochs, values)``, where epochs was counted from something else than these values."""
    found = re.search(r"x and y must have same first dimension, but have shapes \((\d+),", s.said)
    lines = statements(s.running.body) if s.running else []
    for call in s.nodes(ast.Call) if found else []:
        if len(call.args) < 2 or not all(isinstance(one, ast.Name) for one in call.args[:2]):
            continue
        x, y = map(short, call.args[:2])
        made = [n for n in lines if isinstance(n, ast.Assign) and x in assigned(n)]
        counted = [n for n in made if re.match(r"(list\()?(range|np\.arange)\(", short(n.value))]
        if found and len(made) == 1 and counted and y not in names_in(counted[0].value):
            return Cause(
                f"{x} has {found[1]} places, and {y} another number of values: line {made[0].lineno} counts something else. Make {x} "
                f"right above this line instead: {x} = range(1, len({y}) + 1)"
            )
    return None


def shuffled_things_for_places(s: Situation) -> Cause | None:
    """``order = rng.permutation(X)``, used as places: the images themselves in a new order."""
    if "arrays used as indices must be of integer" not in s.said or s.running is None:
        return None
    indexes = {name for part in s.nodes(ast.Subscript) for name in names_in(part.slice)}
    made = [n for n in statements(s.running.body) if isinstance(n, ast.Assign)]
    # order[start:end] under a name of its own leads back to order.
    indexes |= {name for n in made if indexes & {*assigned(n)} for name in names_in(n.value)}
    for node in made:
        call = node.value
        if not isinstance(call, ast.Call) or called_name(call) != "permutation" or not call.args:
            continue
        things = call.args[0]
        if indexes & {*assigned(node)} and isinstance(things, ast.Name):
            return Cause(
                f"permutation({things.id}) in line {node.lineno} gives the things themselves in a new order, and here places are needed. "
                f"Write permutation(len({things.id})).",
                node.lineno,
            )
    return None


RULES = (
    keepdims_forgotten,
    count_of_mnist,
    nan_among_whole_numbers,
    end_that_stays,
    third_size,
    ends_at_minus_zero,
    out_of_whole_numbers,
    choice_among_pairs,
    shuffled_things_for_places,
    argmax_of_labels,
    columns_of_another_table,
    labels_as_weights,
    star_for_matrix_product,
    largest_of_all_rows,
    maximum_over_an_axis,
    series_of_lists,
    one_direction_only,
    cuts_from_its_own_part,
    cut_and_cut_again,
    whole_columns,
    labels_from_probabilities,
    rounded_before_comparing,
    largest_for_its_place,
    loop_begins_at_one,
    loop_ends_too_early,
    rows_along_the_wrong_axis,
    pairs_asked_by_name,
    place_of_an_array,
    drawn_from_a_fixed_number,
    subplot_without_an_s,
    places_of_another_thing,
    list_lost_in_the_loop,
    places_of_another_array,
    brackets_behind_brackets,
    place_not_used,
    whole_for_one,
    resize_of_an_array,
    rows_of_both,
    too_few_names,
    number_for_an_axis,
    pairs_for_pad,
    added_at_one_place,
    way_of_another_thing,
    row_of_a_table,
    next_without_an_end,
    rows_of_axes,
    figure_and_axes_swapped,
    one_place_too_far,
    product_turned_round,
    search_without_an_end,
    grey_and_coloured,
    two_kinds_joined,
    axis_kept,
    first_row_only,
    recipe_for_two_classes,
    more_turns_than_things,
    slice_begins_below_zero,
    whole_shape,
    minus_takes_nothing_out,
    places_of_some_rows,
    picture_not_cut_too,
    larger_than_all,
    padded_and_never_used,
    pair_as_one,
    places_of_a_list,
)
