"""Pieces that are cut from arrays: where they begin and end, and what is cut from what."""

import ast
import re
from collections.abc import Iterator

from coursekit.diagnose.situation import Cause, Node, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    done_once,
    first_name,
    names_in,
    own_code,
    short,
    statements,
)
from coursekit.worker.names import Code


def _of_the_line(s: Situation, kind: type[Node]) -> list[Node]:
    """Return the nodes of this kind in the line where it happened, whatever part of it was at work."""
    lines = [
        n
        for n in s.last.nodes
        if isinstance(n, ast.stmt) and covers(n, s.line) and not hasattr(n, "body")
    ]
    return [n for line in lines for n in ast.walk(line) if isinstance(n, kind)]


def _as_number(s: Situation, end: ast.expr) -> int:
    """Return the end of a slice, where it is a number, or a name for a side of an array; 0 elsewhere."""
    if re.fullmatch(r"[1-9]\d*", short(end)):
        return int(short(end))
    lines = statements(s.running.body) if s.running else []
    begun = [n for n in lines if short(end) in assigned(n)]
    value = begun[0].value if len(begun) == 1 and isinstance(begun[0], ast.Assign) else None
    side = value is not None and ".shape" in short(value)
    found = re.search(r"into shape \(.*?(\d+)\)", s.said)
    return int(found[1]) if side and found else 0


def end_that_stays(s: Situation) -> Cause | None:
    """``padded[top:28]``, where a part of 28 rows was meant: the end must move with the beginning."""
    if "could not broadcast input array" not in s.said:
        return None
    for item in _of_the_line(s, ast.Subscript):
        slices = [n for n in ast.walk(item.slice) if isinstance(n, ast.Slice)]
        parts = [n for n in slices if isinstance(n.lower, ast.Name)]
        ends = [(n, _as_number(s, n.upper)) for n in parts if n.upper]
        stays = [n for n, end in ends if end]
        if not stays:
            continue
        begin, end = short(stays[0].lower or ast.Pass()), short(stays[0].upper or ast.Pass())
        # Beyond the end of a picture without a margin, there is nothing.
        last = max(end for _, end in ends)
        longer = any(side > last for side in (s.shape(first_name(item)) or [])[-2:])
        if not longer and (_pads(s) or isinstance(item.ctx, ast.Store)):
            continue
        then = "Let" if longer else "Put a margin around each picture, with np.pad. Then let"
        others = [n for n in stays[1:] if n.lower and short(n.lower) != begin]
        return Cause(
            f"{begin}:{end} ends at {end}, wherever it begins: so it gets shorter as {begin} grows. {then} the end move with it: "
            f"{begin}:{begin} + {end}",
            also=tuple(dict.fromkeys(map(short, others))),
        )
    return None


def same_cut_for_both(s: Situation) -> Cause | None:
    """``ink[cols[0]:cols[-1] + 1, cols[0]:cols[-1] + 1]``, where rows are known, too."""
    if not s.was_called or s.definition is None:
        return None
    names = [n for n in ast.walk(s.definition) if isinstance(n, ast.Name)]
    read = {n.id for n in names if isinstance(n.ctx, ast.Load)}
    lines = [n for n in statements(s.definition.body) if isinstance(n, ast.Assign)]
    unused = {name: n.lineno for n in lines for name in assigned(n) if name not in read}
    for node in ast.walk(s.definition):
        cuts = (
            node.slice.elts
            if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple)
            else []
        )
        taken = (
            [n.id for n in ast.walk(cuts[0]) if isinstance(n, ast.Name)] if len(cuts) == 2 else []
        )
        alike = (
            len(cuts) == 2 and isinstance(cuts[0], ast.Slice) and short(cuts[0]) == short(cuts[1])
        )
        if alike and taken and len(unused) == 1 and isinstance(node, ast.Subscript):
            (other, line), *_ = unused.items()
            return Cause(
                f"Line {node.lineno} cuts rows and columns at the same places, both with {taken[0]}. Line {line} makes {other}, and nothing uses "
                f"it. The first cut is for the rows, the second for the columns: write {other} where it belongs.",
                node.lineno,
            )
    return None


def ends_at_minus_zero(s: Situation) -> Cause | None:
    """``image[:-dy]``, where dy is 0: an empty slice."""
    found = re.search(r"could not broadcast input array from shape \(((\d+,)*0(,\d*)*)\)", s.said)
    sides = found[1].split(",") if found else []
    for node in _of_the_line(s, ast.Subscript) if found else []:
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        slices = [(axis, part) for axis, part in enumerate(parts) if isinstance(part, ast.Slice)]
        # A place in the brackets takes its axis away: what is left are the slices, in their order.
        for (axis, part), side in zip(slices, sides, strict=False):
            upper = part.upper if side == "0" else None
            if isinstance(upper, ast.UnaryOp) and isinstance(upper.operand, ast.Name):
                name, what = upper.operand.id, short(node.value)
                if s.running is not None and name in _drawn_below_zero(s.running):
                    continue
                long = f"{what}.shape[{axis}]" if axis else f"len({what})"
                return Cause(
                    f"Where {name} is 0, {short(node)} ends at 0: it is empty. Say the end from the front: {long} - {name} in place of "
                    f"-{name}",
                    also=(*_ends_beside(node, name), *_other_ends(s, node)),
                )
    for call in calls_in(s.running, "slice") if s.running else []:
        end = call.args[-1] if call.args else None
        if isinstance(end, ast.UnaryOp) and isinstance(end.operand, ast.Name):
            return Cause(
                f"Where {short(end.operand)} is 0, {short(call)} in line {call.lineno} ends at 0: it is empty. Say the end from the front, "
                f"with the length: 28 - {short(end.operand)} in place of {short(end)}. The same where others end so.",
                call.lineno,
            )
    return None


def _ends_beside(node: ast.Subscript, name: str) -> list[str]:
    """Return the ends at minus another name than this one, in the same brackets."""
    ends = re.findall(r":(-[A-Za-z_]\w*)", short(node.slice, 200))
    return [end for end in ends if end != f"-{name}"]


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


_GIVE_PLACES = {"argsort", "argmax", "argmin", "flatnonzero"}
_MAKE_WHOLE = {"int", "round", "floor", "ceil", "astype", *_GIVE_PLACES}
"""Calls that give whole numbers for those with decimals."""


def drawn_with_decimals(s: Situation) -> Cause | None:
    """``top = rng.uniform(0, 2 * m)``, and then ``top`` in a slice."""
    places = s.error in ("TypeError", "IndexError") and "integer" in s.said
    if not places or s.running is None:
        return None
    cut = [node.slice for node in _of_the_line(s, ast.Subscript)]
    if s.said.startswith("slice indices"):
        cut = [*_of_the_line(s, ast.Slice)]
    used = {name for part in cut for name in names_in(part)}
    for line in statements(s.running.body):
        if not isinstance(line, ast.Assign) or not used & {*assigned(line)}:
            continue
        if any(isinstance(n, ast.Compare) for n in ast.walk(line.value)):
            continue
        calls = {called_name(call): call for call in calls_in(line.value)}
        for name, call in calls.items() if not {*calls} & _MAKE_WHOLE else ():
            if name in ("uniform", "random", "normal") and isinstance(call.func, ast.Attribute):
                then = "integers draws whole ones: rng.integers(…)"
                ends = call.args[:2] if name == "uniform" else []
                if ends and isinstance(s.value_of(ends[-1]), ast.Call | ast.Subscript):
                    then = f"integers draws whole ones: rng.integers({', '.join(map(short, ends))})"
                elif ends:
                    then = "integers draws whole ones. It leaves its upper end out, so add 1 to it: rng.integers(lowest, highest + 1)"
                return Cause(
                    f"{name} in line {line.lineno} draws numbers with decimals, and places are whole. {then}",
                    line.lineno,
                )
    return None


def _meet(first: ast.Slice, second: ast.Slice) -> bool:
    """Whether one of two slices begins where the other one ends."""
    pairs = [(first.upper, second.lower), (second.upper, first.lower)]
    return any(end and begin and short(end) == short(begin) for end, begin in pairs)


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
            if isinstance(part.slice, ast.Slice) and _meet(cut.slice, part.slice)
        ]
        if isinstance(node, ast.Assign) and assigned(node) == [name] and again:
            same = [
                f"{short(n.value)} in line {n.lineno}"
                for n in lines[place + 1 :]
                if isinstance(n, ast.Assign) and isinstance(n.value, ast.Subscript)
                if assigned(n) == [short(n.value.value)]
                if short(n.value.slice) == short(cut.slice)
            ]
            return Cause(
                f"Line {node.lineno} stores the part {short(cut)} under the name of the whole. Line {again[0].lineno} then cuts from that "
                "part. Give the part another name.",
                node.lineno,
                also=tuple(same),
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
    names = " and ".join(assigned(first))
    name = "another name" if len(assigned(first)) == 1 else "other names"
    return Cause(
        f"Line {first.lineno} stores what it cuts out of the whole under the same name, {names}. So the next turn of the loop takes a "
        f"part of the part. Give the part {name}, in all lines that use it.",
        first.lineno,
        also=tuple(f"{assigned(node)[0]} in line {node.lineno}" for node in others),
    )


def _line_of_the_call(s: Situation) -> int:
    """Return the line of the course function in which it stopped: there, or in what was called from it."""
    return int([*s.field("frames", []), s.frame][0]["line"])


def one_place_for_a_batch(s: Situation) -> Cause | None:
    """``order[start]`` in a loop from batch to batch: one image in place of a batch of them."""
    other = "NameError" in s.error or "UnboundLocal" in s.error or "concatenate" in s.said
    if s.code is not Code.EXCEPTION or s.definition is None or other:
        return None
    for loop in own_code(s.definition):
        if not isinstance(loop, ast.For) or not isinstance(steps := loop.iter, ast.Call):
            continue
        if called_name(steps) != "range" or len(steps.args) != 3:
            continue
        start, step = short(loop.target), short(steps.args[2])
        # range(0, n, 2) goes through pairs, and range(n, 0, -1) backwards.
        batches = "batch" in step or step in arguments_of(s.definition)
        if not batches or not covers(loop, _line_of_the_call(s)):
            continue
        parts = [n for n in ast.walk(loop) if isinstance(n, ast.Subscript)]
        single = [n for n in parts if short(n.slice) == start]
        if single and not any(start in names_in(n.slice) for n in parts if n not in single):
            node = single[0]
            return Cause(
                f"{short(node)} in line {node.lineno} is one thing. A batch is a slice that begins at {start} and ends {step} further on: "
                f"{start}:{start} + {step} between the brackets.",
                node.lineno,
                also=tuple(f"{short(n)} in line {n.lineno}" for n in single[1:]),
            )
    return None


def _gives_all_places(node: ast.stmt) -> bool:
    """Whether a name gets the places of the whole, in another order: taking these cuts nothing off."""
    call = node.value if isinstance(node, ast.Assign) else None
    whole = ("permutation", "argsort", "arange")
    return isinstance(call, ast.Call) and called_name(call) in whole


def _cut_from_themselves(loop: ast.For, arguments: list[str]) -> Iterator[ast.stmt]:
    """Go through the lines ``X = X[batch]`` of a loop, for an argument X and a batch that the loop makes."""
    new = {
        name
        for node in statements([loop])
        if not _gives_all_places(node)
        for name in assigned(node)
    }
    asked = done_once(loop)
    for node in statements(loop.body):
        value = node.value if isinstance(node, ast.Assign) else None
        for item in value.elts if isinstance(value, ast.Tuple) else [value]:
            if isinstance(item, ast.Subscript) and isinstance(item.slice, ast.Name):
                name = short(item.value)
                mine = name in assigned(node) and name in arguments
                if mine and item.slice.id in new and node not in asked:
                    yield node
                    break


def _ends_at_zero(function: ast.FunctionDef, drawn: dict[str, ast.Call]) -> str:
    """Return a slice such as ``:-down``, whose end is a number that was drawn; empty when there is none."""
    for part in ast.walk(function):
        end = part.upper if isinstance(part, ast.Slice) and part.lower is None else None
        if isinstance(end, ast.UnaryOp) and short(end.operand).partition("[")[0] in drawn:
            return f":{short(end)}"
    return ""


def _pads(s: Situation) -> bool:
    """Whether the function makes a margin: with np.pad, or an array of zeros with a size such as 28 + 2 * m."""
    zeros = calls_in(s.running, "zeros") if s.running else ()
    larger = any(
        isinstance(n, ast.BinOp) and isinstance(n.op, ast.Add)
        for call in zeros
        for n in ast.walk(call)
    )
    return s.running is not None and (larger or any(calls_in(s.running, "pad")))


def slice_begins_below_zero(s: Situation) -> Cause | None:
    """``padded[top : top + 28]``, with a top that was drawn from -1 on."""
    padded = _pads(s)
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
        least = _lowest(call) if call else ""
        if call is None or not least.startswith("-"):
            continue
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
            f"of zeros around each picture: padded = np.pad(image, {least[1:]}). Then cut out padded[top:top + 28, left:left + 28], with top and "
            f"left from {from_zero}.",
            call.lineno,
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
        # An array that is larger than the picture has room for it.
        smaller &= max((s.shape(first_name(place)) or [0])[-2:]) <= int(found[1])
        if cut and uncut and smaller and 0 not in map(int, found.groups()) and not _pads(s):
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
        if len(sides) == 2 and longest > max(sides) and not _pads(s):
            return _scaled_and_left(s) or Cause(
                f"What you put in has a side of {longest}, and {name} has only {max(sides)}: it fits nowhere. Make it smaller before. "
                f"Which side is longer, height or width, differs: max(height, width) is the longer one."
            )
    return None


def _scaled_and_left(s: Situation) -> Cause | None:
    """``small = … Image.fromarray(ink).resize(…)``, and then ``in_the_middle(ink)``."""
    if s.definition is None or s.running is None or s.running.name != "in_the_middle":
        return None
    for call in calls_in(s.definition, "in_the_middle"):
        given = names_in(call) - {"in_the_middle"}
        for line in statements(s.definition.body):
            scaled = isinstance(line, ast.Assign) and any(calls_in(line, "resize"))
            if scaled and given & names_in(line) and not given & {*assigned(line)}:
                small = assigned(line)[0]
                return Cause(
                    f"Line {line.lineno} makes a small picture with resize, and calls it {small}. Line {call.lineno} hands on "
                    f"{' and '.join(sorted(given & names_in(line)))}, which is as large as before. Hand on {small}.",
                    call.lineno,
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


def _lowest(call: ast.Call) -> str:
    """Return where a call that draws begins: its first argument, or the one named low."""
    low = [keyword.value for keyword in call.keywords if keyword.arg == "low"]
    return short((*call.args, *low)[0]) if call.args or low else ""


def _draws_below_zero(call: ast.Call) -> bool:
    """Whether a call draws whole numbers from a negative one on; also from [-1, 0, 1] and range(-1, 2)."""
    draws = called_name(call) in ("integers", "randint", "choice")
    return draws and re.match(r"[\w.]*[\[(]*-", _lowest(call)) is not None


def _may_lift(node: ast.AST) -> bool:
    """Whether a piece of code may bring numbers below 0 up to it, as ``… + m`` and ``abs(…)``."""
    if isinstance(node, ast.Call):
        return called_name(node) in ("abs", "absolute")
    return isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Mult)


def _drawn_below_zero(function: ast.FunctionDef) -> dict[str, ast.Call]:
    """Return the names whose numbers a generator draws from a negative number on, and no if asks for, each with the call."""
    drawn: dict[str, ast.Call] = {}
    for node in statements(function.body):
        if not isinstance(node, ast.Assign | ast.AugAssign | ast.For):
            continue
        value = node.iter if isinstance(node, ast.For) else node.value
        moved = {part for n in ast.walk(value) if _may_lift(n) for part in ast.walk(n)}
        parts = [n for n in ast.walk(value) if n not in moved]
        calls = [n for n in parts if isinstance(n, ast.Call) and _draws_below_zero(n)]
        whole = isinstance(value, ast.Call) and called_name(value) in ("int", "map")
        if whole or isinstance(value, ast.Name | ast.Subscript) or isinstance(node, ast.For):
            calls += [drawn[n.id] for n in parts if isinstance(n, ast.Name) and n.id in drawn]
        for name in assigned(node):
            drawn.pop(name, None)
            if calls and not isinstance(node, ast.AugAssign):
                drawn[name] = calls[0]
    tests = [n.test for n in ast.walk(function) if isinstance(n, ast.If | ast.IfExp)]
    asked = {name for test in tests for name in names_in(test)}
    return {name: call for name, call in drawn.items() if name not in asked}


def last_row_left_out(s: Situation) -> Cause | None:
    """``ink[rows.min() : rows.max()]``: the last row with ink is cut off."""
    if s.code is not Code.DEMAND or s.function.name != "prepare_digit" or s.definition is None:
        return None
    ends = ("{}.min():{}.max()", "{}[0]:{}[-1]", "min({}):max({})", "np.min({}):np.max({})")
    for node in ast.walk(s.definition):
        if not isinstance(node, ast.Slice) or node.lower is None or node.upper is None:
            continue
        written = f"{short(node.lower)}:{short(node.upper)}"
        names = {first_name(n) or "" for n in (node.lower, node.upper)} | names_in(node)
        if any(written == end.format(name, name) for end in ends for name in names):
            return Cause(
                f"A slice leaves out its end. So {short(node.lower)} : {short(node.upper)} loses the last one. Write + 1 behind {short(node.upper)}, "
                "and likewise in the other direction.",
                node.lower.lineno,
            )
    return None


def bracket_of_an_index_too_late(s: Situation) -> Cause | None:
    """``plot_digit(images[place, labels[place]])``: the first bracket goes around both arguments."""
    calls = calls_in(s.definition) if s.definition and "Invalid shape" in s.said else ()
    for node in (argument for call in calls for argument in call.args):
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
            continue
        first, *more = node.slice.elts
        if len(more) == 1 and isinstance(more[0], ast.Subscript):
            return Cause(
                f"{short(node)} takes one row out of a picture: the first bracket closes too late. Write: "
                f"{short(node.value)}[{short(first)}], {short(more[0])}",
                node.lineno,
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


RULES = (
    last_row_left_out,
    drawn_with_decimals,
    end_that_stays,
    ends_at_minus_zero,
    cuts_from_its_own_part,
    one_place_for_a_batch,
    cut_and_cut_again,
    bracket_of_an_index_too_late,
    brackets_behind_brackets,
    slice_begins_below_zero,
    minus_takes_nothing_out,
    picture_not_cut_too,
    larger_than_all,
    padded_and_never_used,
)
