"""Changes inside a line: another sign, another number, a call left away, things exchanged."""

import ast
from collections.abc import Callable, Iterator
from itertools import pairwise

from coursekit.diagnose.changes.change import Change, also
from coursekit.diagnose.changes.written import Written
from coursekit.diagnose.syntax_tree import called_name, short

_REDUCING = ("sum", "mean", "max", "min", "argmax", "argmin", "argsort", "std", "any", "all")
"""What NumPy computes along an axis."""

_SIGNS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    **{ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.LtE)},
    **{ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE)},
    **{ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.And: (ast.Or,), ast.Or: (ast.And,)},
    **{ast.Add: (ast.Sub,), ast.Sub: (ast.Add,)},
    **{ast.Mult: (ast.MatMult, ast.Div), ast.MatMult: (ast.Mult,)},
    **{
        ast.Div: (ast.FloorDiv, ast.Mult),
        ast.FloorDiv: (ast.Div, ast.Mod),
        ast.Mod: (ast.FloorDiv,),
    },
}
"""What a sign is mistaken for."""

_FUNCTIONS = {
    **dict.fromkeys(("log2", "log10", "log1p"), ("log",)),
    **{
        "max": ("argmax", "min", "sum", "maximum"),
        "min": ("argmin", "max", "minimum"),
        "argmin": ("argmax",),
    },
    **{"argmax": ("max", "argmin"), "sum": ("mean", "max"), "mean": ("sum",), "median": ("mean",)},
    **{"zeros": ("ones",), "ones": ("zeros",), "floor": ("round",), "ceil": ("round",)},
    **{"uniform": ("normal",), "random": ("normal",), "vstack": ("hstack",), "hstack": ("vstack",)},
}
"""What a function is mistaken for."""

_OF_NUMPY = {"max": "maximum", "min": "minimum", "round": "round", "sum": "sum"}
"""Functions of Python's own for single numbers, and NumPy's for arrays."""

_LEAVE_OUT_THEIR_END = ("integers", "range", "arange")

_WRITTEN: dict[type[ast.AST], str] = {
    **{ast.Gt: ">", ast.GtE: ">=", ast.Lt: "<", ast.LtE: "<=", ast.Eq: "==", ast.NotEq: "!="},
    **{ast.And: "and", ast.Or: "or", ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.MatMult: "@"},
    **{ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%"},
}


def exchanged_arguments(written: Written) -> Iterator[Change]:
    """Exchange two arguments of a call, one beside the other; also in all calls of the same name."""
    pairs: dict[tuple[str, int], list[ast.Call]] = {}
    for call in written.calls():
        for place, (one, other) in enumerate(
            pairwise(short(argument, 25) for argument in call.args)
        ):
            # The same in either order.
            if one != other and called_name(call) not in ("max", "min", "isclose", "allclose"):
                pairs.setdefault((called_name(call), place), []).append(call)
    for (name, place), calls in pairs.items():
        choices = [[one] for one in calls]
        if len(calls) > 1:
            # Conv2D(3, 16) and Conv2D(3, 32) are one slip: a check may notice only one of them.
            beside = [{short(call.args[n]) for call in calls} for n in (place, place + 1)]
            choices.insert(0 if min(map(len, beside)) == 1 else len(calls), calls)
        for chosen in choices:
            sets = tuple((call, "args", _exchanged(call.args, place)) for call in chosen)
            one, other = (short(part, 25) for part in chosen[0].args[place : place + 2])
            lines = [call.lineno for call in chosen]
            says = (
                f"{name} takes {one} and {other} in the other order: exchange the two.{also(lines)}"
            )
            yield Change("arguments_exchanged", says, lines[0], sets, 0, (*lines,))


def exchanged_options(written: Written) -> Iterator[Change]:
    """Exchange the values of two named arguments, one beside the other."""
    for call in written.calls():
        for one, other in pairwise(call.keywords):
            if any(isinstance(option.value, ast.Constant) for option in (one, other)):
                continue
            sets = ((one, "value", other.value), (other, "value", one.value))
            says = f"{one.arg}= and {other.arg}= have each other's values: exchange {short(one.value, 20)} and {short(other.value, 20)}."
            yield Change("options_exchanged", says, one.value.lineno, sets, 1)


def exchanged_things(written: Written) -> Iterator[Change]:
    """Exchange two things of a pair, a list or a shape."""
    for node in written.nodes:
        if isinstance(node, ast.Tuple | ast.List) and isinstance(node.ctx, ast.Load):
            for place in range(len(node.elts) - 1):
                one, other = (short(part, 25) for part in node.elts[place : place + 2])
                if one == other:
                    continue
                says = f"In {short(node, 50)}, {one} and {other} stand in the wrong order: exchange them."
                sets = ((node, "elts", _exchanged(node.elts, place)),)
                yield Change("things_exchanged", says, node.lineno, sets, 1)


def exchanged_sides(written: Written) -> Iterator[Change]:
    """Exchange the two sides of a sign, where it matters which is which."""
    for node in written.nodes:
        if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add | ast.Mult):
            sign = _WRITTEN.get(type(node.op), "the sign")
            says = f"In {short(node, 50)}, the two sides of {sign} stand in the wrong order: exchange them."
            sets = ((node, "left", node.right), (node, "right", node.left))
            yield Change("sides_exchanged", says, node.lineno, sets, 1)


def side_left_away(written: Written) -> Iterator[Change]:
    """Leave ``- 1`` or ``* 2`` behind a value away."""
    for node in written.nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant):
            sign = _WRITTEN.get(type(node.op), "**")
            says = f"{sign} {short(node.right)} behind {short(node.left, 30)} is too much: leave it away."
            likely = 0 if node.right.value in (1, 2) else 1
            yield Change(
                "side_too_much", says, node.lineno, (written.put(node, node.left),), likely
            )
        if isinstance(node, ast.BinOp) and isinstance(node.left, ast.Constant):
            sign = _WRITTEN.get(type(node.op), "**")
            says = f"{short(node.left)} {sign} in front of {short(node.right, 30)} is too much: leave it away."
            sets, likely = (
                (written.put(node, node.right),),
                0 if isinstance(node.op, ast.Sub) else 1,
            )
            yield Change("side_too_much", says, node.lineno, sets, likely)


def turned_round(written: Written) -> Iterator[Change]:
    """Return ``things[::-1]`` for ``things``."""
    last = written.statements[-1]
    value = last.value if isinstance(last, ast.Return) else None
    part = isinstance(value, ast.Subscript) and not isinstance(value.slice, ast.Slice)
    if value is not None and (part or isinstance(value, ast.Name | ast.Call)):
        new = ast.Subscript(
            value, ast.Slice(None, None, ast.UnaryOp(ast.USub(), ast.Constant(1))), ast.Load()
        )
        says = (
            f"{short(value, 30)} stands in the opposite order. Turn it round behind return: [::-1]."
        )
        yield Change("opposite_order", says, last.lineno, ((last, "value", new),), 0)


def another_sign(written: Written) -> Iterator[Change]:
    """Write ``>=`` for ``>``, ``@`` for ``*`` and the like."""
    rounding = [c for c in written.calls() if called_name(c) in ("round", "int", "astype")]
    rounded = {id(node) for call in rounding for node in ast.walk(call)}
    for node in written.nodes:
        signs: list[tuple[type[ast.AST], int]]
        if isinstance(node, ast.Compare):
            signs = [(type(op), place) for place, op in enumerate(node.ops)]
        elif isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign):
            signs = [(type(node.op), -1)]
        else:
            continue
        for old, place in signs:
            for new in _SIGNS.get(old, ()):
                if new is ast.FloorDiv and id(node) in rounded:
                    # Who rounds means a number with a point. // may pass by chance: 0 // 0 is 0 in NumPy.
                    continue
                says = (
                    f"In {short(node, 50)}, {_WRITTEN[new]} is meant where {_WRITTEN[old]} stands."
                )
                changed = (
                    (node, "op", new())
                    if place < 0
                    else (node, "ops", [*node.ops[:place], new(), *node.ops[place + 1 :]])  # type: ignore[union-attr]
                )
                pair = f"{new.__name__} for {old.__name__}"
                yield Change("other_sign", says, node.lineno, (changed,), 1, alike=pair)


def call_left_away(written: Written) -> Iterator[Change]:
    """Leave a call around a value, or behind it, away: ``x`` for ``np.round(x)`` and ``x.round()``."""
    for call in written.calls():
        function = call.func
        if isinstance(written.parents[call][0], ast.Expr):
            # Leaving it away leaves nothing to do.
            continue
        if len(call.args) >= 1 and not isinstance(call.args[0], ast.Starred):
            says = (
                f"{short(function)}(…) around {short(call.args[0], 25)} is too much: leave it away."
            )
            yield Change("call_too_much", says, call.lineno, (written.put(call, call.args[0]),), 1)
        if isinstance(function, ast.Attribute) and not (
            isinstance(function.value, ast.Name) and function.value.id not in written.names
        ):
            says = f".{function.attr}(…) behind {short(function.value, 25)} is too much: leave it away."
            line = function.value.end_lineno or call.lineno
            yield Change("call_too_much", says, line, (written.put(call, function.value),), 1)


def brackets_left_away(written: Written) -> Iterator[Change]:
    """Take ``x`` for ``[x]``."""
    for node in written.nodes:
        if not isinstance(node, ast.List | ast.Tuple | ast.Set) or len(node.elts) != 1:
            continue
        if isinstance(getattr(node, "ctx", None), ast.Store) or isinstance(
            node.elts[0], ast.Starred
        ):
            continue
        says = f"The brackets in {short(node, 30)} make one thing more of it. Leave them away: {short(node.elts[0], 30)}."
        if isinstance(node, ast.Tuple):
            says = f"The comma behind {short(node.elts[0], 30)} makes a tuple of it, one thing more. Take the comma away."
        yield Change("brackets_too_much", says, node.lineno, (written.put(node, node.elts[0]),), 1)


def another_function(written: Written) -> Iterator[Change]:
    """Call the function that is meant: ``np.log`` for ``np.log2``, ``argmax`` for ``max``."""
    for call in written.calls():
        name = called_name(call)
        for new in _FUNCTIONS.get(name, ()) if isinstance(call.func, ast.Attribute) else ():
            says = f"In {short(call, 40)}, {new} is meant where {name} stands."
            yield Change("other_function", says, call.lineno, ((call.func, "attr", new),), 1)


def function_of_numpy(written: Written) -> Iterator[Change]:
    """Write ``np.maximum(0, x)`` for ``max(0, x)``."""
    for call in written.calls():
        name = short(call.func)
        if name not in _OF_NUMPY or "np" not in written.outside:
            continue
        # With one thing in the brackets, it is the largest in it.
        new = _OF_NUMPY[name] if len(call.args) > 1 else name
        function = ast.Attribute(ast.Name("np", ast.Load()), new, ast.Load())
        says = f"{name} is Python's own, for single numbers. For arrays, write np.{new} in {short(call, 40)}."
        yield Change("function_of_numpy", says, call.lineno, ((call, "func", function),), 0)


def t_left_away(written: Written) -> Iterator[Change]:
    """Leave ``.T`` away."""
    for node in written.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "T":
            says = f".T behind {short(node.value, 30)} is too much: leave it away."
            yield Change("t_too_much", says, node.lineno, (written.put(node, node.value),), 0)


def another_number(written: Written) -> Iterator[Change]:
    """Make a whole number, which may be an axis, larger or smaller by 1; write True for False."""
    for node in written.nodes:
        if not isinstance(node, ast.Constant) or not isinstance(node.value, bool | int):
            continue
        old = node.value
        negative = isinstance(written.parents[node][0], ast.UnaryOp)
        others = [not old] if isinstance(old, bool) else [old + 1, old - 1]
        for new in others:
            if new == 0 and old == 1 and isinstance(written.parents[node][0], ast.BinOp):
                # n - 0 is nothing that anybody means.
                continue
            says = f"In {written.around(node)}, {new} is meant where {old} stands."
            likely = 2 if negative or (not isinstance(old, bool) and old > 3) else 1
            yield Change(
                "other_number", says, node.lineno, (written.put(node, ast.Constant(new)),), likely
            )


def another_part(written: Written) -> Iterator[Change]:
    """Write ``[:n]`` for ``[n:]``, either for ``[n]``, ``[:, i]`` for ``[i]``; leave the brackets away."""
    for node in written.nodes:
        if not isinstance(node, ast.Subscript) or not isinstance(node.ctx, ast.Load):
            continue
        place, old = node.slice, short(node, 40)
        news: list[ast.expr] = []
        if isinstance(place, ast.Slice):
            if (place.lower is None) != (place.upper is None) and place.step is None:
                news.append(ast.Slice(place.upper, place.lower))
        elif isinstance(place, ast.Tuple) and isinstance(place.elts[-1], ast.Slice):
            # order[:, -1:] keeps a column of one.
            if place.elts[-1].lower and not place.elts[-1].upper:
                news.append(ast.Tuple([*place.elts[:-1], place.elts[-1].lower], ast.Load()))
        elif not isinstance(place, ast.Tuple | ast.Constant):
            news += [ast.Slice(None, place), ast.Slice(place, None)]
        if not isinstance(place, ast.Slice | ast.Tuple):
            news.append(ast.Tuple([ast.Slice(), place], ast.Load()))
        for new in news:
            changed = ast.Subscript(node.value, new, ast.Load())
            says = f"{old} takes another part than you mean: {short(changed, 40)} is meant."
            yield Change("other_part", says, node.lineno, ((node, "slice", new),), 1)
        # The whole of it is parsed with its brackets: a slice by itself would get round ones.
        part = short(ast.Subscript(ast.Name("_"), place, ast.Load()), 23).removeprefix("_")
        says = f"In {written.around(node)}, {part} behind {short(node.value, 25)} is too much: leave it away."
        yield Change("part_too_much", says, node.lineno, (written.put(node, node.value),), 2)


def axis_forgotten(written: Written) -> Iterator[Change]:
    """Write ``sum(axis=1)`` for ``sum()``; add ``keepdims``."""
    for call in written.calls():
        name, given = called_name(call), {keyword.arg for keyword in call.keywords}
        if name not in _REDUCING or not isinstance(call.func, ast.Attribute):
            continue
        for key, value in (("axis", 0), ("axis", 1), ("keepdims", True)):
            if key not in given and (key == "axis" or "axis" in given):
                new = ast.keyword(key, ast.Constant(value))
                says = f"{name} needs {key}={value} in {short(call, 40)}: write it behind a comma."
                sets = ((call, "keywords", [*call.keywords, new]),)
                yield Change("axis_forgotten", says, call.lineno, sets, 1)


def option_left_away(written: Written) -> Iterator[Change]:
    """Leave an option of a call away."""
    for call in written.calls():
        for keyword in call.keywords:
            if keyword.arg:
                rest = [one for one in call.keywords if one is not keyword]
                says = f"{keyword.arg}=… in {called_name(call)}(…) is too much: leave it away."
                yield Change(
                    "option_too_much", says, keyword.value.lineno, ((call, "keywords", rest),), 1
                )


def something_around(written: Written) -> Iterator[Change]:
    """Write ``range(n)``, ``[n]`` or ``len(x)`` where the bare value stands, in all calls of one name."""
    arguments: dict[tuple[str, object], list[ast.expr]] = {}
    for call in written.calls():
        name = called_name(call)
        for place, value in enumerate(call.args):
            arguments.setdefault((name, place), []).append(value)
            if name.startswith(("set_x", "set_y")):
                # What one axis gets, the other gets, too.
                arguments.setdefault((name.replace("_y", "_x"), short(value)), []).append(value)
    for (name, _), values in arguments.items():
        for around in _arounds(name, values):
            sets = tuple(written.put(value, around(value)) for value in values)
            if len({(id(node), field) for node, field, _ in sets}) < len(sets):
                continue
            new, lines = short(around(values[0]), 30), [value.lineno for value in values]
            says = f"{name} needs {new} where {short(values[0], 25)} stands.{also(lines)}"
            likely = 0 if around is _one_more else 1
            yield Change("bare_value", says, lines[0], sets, likely, (*lines,))


def rows_for_columns(written: Written) -> Iterator[Change]:
    """Write ``plt.subplots(1, n)`` for ``plt.subplots(n)``, which makes rows."""
    for call in written.calls():
        if called_name(call) == "subplots" and len(call.args) == 1:
            old = call.args[0]
            says = f"subplots({short(old)}) makes rows, one below the other. Side by side is one row: subplots(1, {short(old)}, …)."
            sets = ((call, "args", [ast.Constant(1), old]),)
            yield Change("rows_for_columns", says, call.lineno, sets, -1)


def colon_for_comma(written: Written) -> Iterator[Change]:
    """Write ``x[a:b]`` for ``x[a, b]``."""
    for node in written.nodes:
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
            places = node.slice.elts
            if len(places) == 2 and not any(isinstance(one, ast.Slice) for one in places):
                new = ast.Subscript(node.value, ast.Slice(places[0], places[1]), node.ctx)
                says = f"In the brackets of {short(node)}, a part from … to … is meant. It is written with a colon: {short(new)}"
                sets = ((node, "slice", new.slice),)
                yield Change("comma_for_colon", says, node.lineno, sets, 1)


def places_for_things(written: Written) -> Iterator[Change]:
    """Write ``range(len(x))`` for what ``for i in x`` goes through."""
    for loop in written.nodes:
        if isinstance(loop, ast.For) and isinstance(loop.iter, ast.Name):
            new, target = _in_range(_length(loop.iter)), short(loop.target)
            says = (
                f"The loop gives the things in {short(loop.iter)}, and {target} should be their places: 0, 1 and so on. "
                f"Write: for {target} in {short(new)}:"
            )
            sets = (written.put(loop.iter, new),)
            yield Change("things_for_places", says, loop.lineno, sets, 1)


def turned(written: Written) -> Iterator[Change]:
    """Write ``x.T`` for ``x`` beside ``@``, the opposite of a condition, a number with or without its sign."""
    for node in written.nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult):
            for side in (node.left, node.right):
                new: ast.expr = ast.Attribute(side, "T", ast.Load())
                says = f"In {short(node, 40)}, rows and columns of {short(side, 20)} must be exchanged: .T does that."
                yield Change("t_forgotten", says, node.lineno, (written.put(side, new),), 1)
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            new = ast.UnaryOp(ast.Not(), node.test)
            says = f"The condition {short(node.test, 30)} says the opposite of what is meant: turn it round."
            yield Change("opposite_condition", says, node.lineno, ((node, "test", new),), 1)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not | ast.Invert):
            sign = {ast.USub: "-", ast.Not: "not", ast.Invert: "~"}[type(node.op)]
            says = f"In {written.around(node)}, {sign} in front of {short(node.operand, 25)} is too much."
            yield Change("sign_too_much", says, node.lineno, (written.put(node, node.operand),), 1)
        if isinstance(node, ast.Call) and called_name(node) in ("argsort", "sorted", "log"):
            new = ast.UnaryOp(ast.USub(), node)
            says = f"- is missing in front of {short(node, 30)}."
            yield Change("sign_forgotten", says, node.lineno, (written.put(node, new),), 2)


def whole_numbers(written: Written) -> Iterator[Change]:
    """Make decimal numbers of small whole ones, which know nothing below 0: ``np.asarray(drawing)``, ``grey = drawing``."""
    copies = [n.value for n in written.statements if isinstance(n, ast.Assign)]
    names = [n for n in copies if isinstance(n, ast.Name) and n.id in written.arguments]
    calls = [
        call
        for call in written.calls()
        if called_name(call) in ("asarray", "array") and isinstance(call.func, ast.Attribute)
    ]
    for value in (*names, *calls):
        function = ast.Attribute(value, "astype", ast.Load())
        new = ast.Call(function, [ast.Constant("float32")], [])
        says = (
            f"{short(value, 30)} keeps small whole numbers (uint8), which know nothing below 0 or above 255. Make decimal numbers of "
            f'them first: {short(value, 30)}.astype("float32").'
        )
        yield Change("small_whole_numbers", says, value.lineno, (written.put(value, new),), 0)


def star_forgotten(written: Written) -> Iterator[Change]:
    """Write ``[a, *[b, c]]`` for ``[a, [b, c]]``."""
    for node in written.nodes:
        things = node.elts if isinstance(node, ast.List) and len(node.elts) > 1 else []
        for part in things:
            if isinstance(part, ast.List | ast.ListComp):
                says = f"{short(part, 40)} is a list inside a list. A * in front takes its things out: *{short(part, 40)}"
                sets = (written.put(part, ast.Starred(part, ast.Load())),)
                yield Change("star_forgotten", says, part.lineno, sets, 1)


def cut_too_early(written: Written) -> Iterator[Change]:
    """Move ``[:n]`` from where something is stored to what is returned: it takes the first n before they are chosen."""
    last = written.statements[-1]
    if not isinstance(last, ast.Return) or last.value is None:
        return
    for node in written.nodes:
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            moved = ast.Subscript(last.value, node.slice, ast.Load())
            says = (
                f"In {written.around(node)}, [{short(node.slice)}] cuts too early, before the rest is done. Cut what is returned, in "
                "the last line."
            )
            sets = (written.put(node, node.value), (last, "value", moved))
            yield Change("cut_too_early", says, node.lineno, sets, 1)


EXPRESSION_CHANGES: tuple[Callable[[Written], Iterator[Change]], ...] = (
    exchanged_arguments,
    exchanged_options,
    exchanged_things,
    exchanged_sides,
    side_left_away,
    turned_round,
    another_sign,
    call_left_away,
    brackets_left_away,
    another_function,
    function_of_numpy,
    t_left_away,
    another_number,
    another_part,
    axis_forgotten,
    option_left_away,
    something_around,
    rows_for_columns,
    colon_for_comma,
    places_for_things,
    turned,
    whole_numbers,
    star_forgotten,
    cut_too_early,
)


def _exchanged(things: list[ast.expr], place: int) -> list[ast.expr]:
    return [*things[:place], things[place + 1], things[place], *things[place + 2 :]]


def _arounds(name: str, values: list[ast.expr]) -> list[Callable[[ast.expr], ast.expr]]:
    """Return what may be meant around the arguments of a function; never what only repairs by chance: subplots(1, n + 1)."""
    if name == "len":
        # The length of [n] is 1, whatever n is.
        return []
    around: list[Callable[[ast.expr], ast.expr]] = []
    around += [_one_more] if name in _LEAVE_OUT_THEIR_END else []
    around += [_in_range, _in_brackets] if name not in ("range", "arange") else []
    # A number has no length, and len(x) is one.
    long = not any(isinstance(value, ast.Constant | ast.BinOp | ast.Call) for value in values)
    return [*around, _length] if long else around


def _in_brackets(value: ast.expr) -> ast.expr:
    return ast.List([value], ast.Load())


def _one_more(value: ast.expr) -> ast.expr:
    return ast.BinOp(value, ast.Add(), ast.Constant(1))


def _in_range(value: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("range", ast.Load()), [value], [])


def _length(value: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("len", ast.Load()), [value], [])
