"""What a loop goes through, and what it counts: one in the place of the other, or not used at all."""

import ast
import re

from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    covers,
    first_name,
    names_in,
    own_code,
    short,
    statements,
)
from coursekit.worker.names import Code


def place_for_a_size(s: Situation) -> Cause | None:
    """``for i in range(len(sizes)): Dense(i)``: the counter in the place of what it counts."""
    if s.running is None or not re.search(r"`units`.*Received: units=0", s.said):
        return None
    for loop in statements(s.running.body):
        found = (
            re.fullmatch(r"range\(len\((\w+)\)\)", short(loop.iter))
            if isinstance(loop, ast.For)
            else None
        )
        for call in s.nodes(ast.Call) if found and isinstance(loop, ast.For) else []:
            counter = short(loop.target) if isinstance(loop, ast.For) else ""
            if found and any(
                short(part) == counter for part in ast.walk(call) if isinstance(part, ast.Name)
            ):
                return Cause(
                    f"{counter} counts the places: 0, 1 and so on. The size itself is {found[1]}[{counter}]."
                )
    return None


def place_of_a_value(s: Situation) -> Cause | None:
    """``for i in sizes: … sizes[i]``: the value itself in the place of its place."""
    if (
        s.code is not Code.EXCEPTION
        or s.running is None
        or s.error not in ("IndexError", "KeyError", "TypeError")
    ):
        return None
    for item in s.nodes(ast.Subscript):
        for loop in statements(s.running.body):
            if (
                isinstance(loop, ast.For)
                and covers(loop, s.line)
                and isinstance(loop.target, ast.Name)
                and short(loop.iter) == short(item.value)
                and short(item.slice) == short(loop.target)
            ):
                name, things = short(loop.target), short(loop.iter)
                elsewhere = {
                    short(n)
                    for n in ast.walk(loop)
                    if isinstance(n, ast.BinOp) and name in (short(n.left), short(n.right))
                }
                if any(f"{things}[{place}]" in ast.unparse(loop) for place in elsewhere):
                    # With all its places, it would go over the end.
                    return None
                as_a_place = [
                    n
                    for n in ast.walk(loop)
                    if isinstance(n, ast.Subscript)
                    if short(n.slice) == name and short(n.value) != things
                ]
                if as_a_place:
                    return Cause(
                        f"The loop gives the things of {things} themselves, and {name} is used as a place. Let it go through the places: "
                        f"for {name} in range(len({things})):. Do so in each loop."
                    )
                if elsewhere:
                    return Cause(
                        f"The loop gives the things of {things} themselves, and you need their places, too. enumerate gives both: "
                        f"for {name}, thing in enumerate({things}):. Then thing stands for {short(item)}."
                    )
                return Cause(
                    f"The loop gives the things of {short(loop.iter)} themselves, not their places. {short(item.slice)} is such a thing "
                    f"already: write {short(item.slice)} in place of {short(item)}. Is the place needed as well? enumerate gives both."
                )
    return None


def thing_for_a_place(s: Situation) -> Cause | None:
    """``for i in images: axes[i]``: the loop gives arrays, and a place is needed."""
    if s.error != "IndexError" or s.running is None:
        return None
    for item in s.nodes(ast.Subscript):
        for loop in statements(s.running.body):
            if not isinstance(loop, ast.For) or not covers(loop, s.line):
                continue
            places = item.slice.elts if isinstance(item.slice, ast.Tuple) else [item.slice]
            name = short(loop.target)
            if name not in map(short, places) or not s.shape(name):
                continue
            # An array of places is one, too: only a place in it is wrong.
            if "out of bounds" in s.said and short(item.value) != short(loop.iter):
                continue
            if isinstance(loop.iter, ast.Name) and s.kind(name) in ("ndarray", "tuple", "list"):
                things = short(loop.iter)
                inner = [
                    f"{short(node.target)} in line {node.lineno}, with range(len({things}[{name}]))"
                    for node in statements(loop.body)
                    if isinstance(node, ast.For) and short(node.iter) == name
                ]
                count = f"Count them: for {name} in range(len({things})):"
                # Outside of the brackets of places, the thing itself is used, too.
                text = re.sub(r"(?<=[\w)\]])\[[^][]*\]", "", "\n".join(map(ast.unparse, loop.body)))
                if re.search(rf"\b{name}\b", text) and not inner:
                    count = f"Count along: for place, {name} in enumerate({things}):. Then write place in the brackets."
                return Cause(
                    f"The loop in line {loop.lineno} gives the things in {things} themselves, and {short(item)} needs a "
                    f"place: 0, 1 and so on. {count}",
                    loop.lineno,
                    also=(*inner,),
                )
    return None


def counted_from_nothing(s: Situation) -> Cause | None:
    """``counts[label] += 1`` in an empty dict."""
    if s.error != "KeyError" or s.running is None:
        return None
    for node in statements(s.running.body):
        if not isinstance(node, ast.AugAssign) or not isinstance(node.op, ast.Add):
            continue
        target = node.target if node.lineno == s.line else None
        if not isinstance(target, ast.Subscript) or target not in s.nodes(ast.Subscript):
            continue
        if short(s.value_of(target.value)) in ("{}", "dict()"):
            what, place = short(target.value), short(target.slice)
            return Cause(
                f"{what} has no entry for {place} yet, so there is nothing to add to. Write: "
                f"{what}[{place}] = {what}.get({place}, 0) + {short(node.value, 60)}"
            )
    return None


def loop_variable_unused(s: Situation) -> Cause | None:
    """A loop whose name does not occur in it, so that each turn does the same."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    for loop in statements(own_code(s.definition)):
        if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Name):
            continue
        name, iterated = loop.target.id, short(loop.iter)
        read = {n.id for node in loop.body for n in ast.walk(node) if isinstance(n, ast.Name)}
        parts = {
            short(n): isinstance(n.slice, ast.Constant) and isinstance(n.slice.value, int)
            for node in loop.body
            for n in ast.walk(node)
            if isinstance(n, ast.Subscript) and short(n.value) == iterated
        }
        changed = [one for node in statements(loop.body) for one in assigned(node)]
        if name not in read and len(parts) == 1 and all(parts.values()) and iterated not in changed:
            (first,) = parts
            # Where only its size is asked for, any of the things will do.
            of_size = rf"len\({re.escape(first)}\)|{re.escape(first)}\.(shape|dtype|ndim)"
            if first not in re.sub(of_size, "", ast.unparse(loop)):
                continue
            return Cause(
                f"The loop does not use its name {name}: each turn looks at {first}. Write {name} in place of {first}.",
                loop.lineno,
            )
    return None


def names_of_zip_unused(s: Situation) -> Cause | None:
    """``for p in zip(predicted)`` whose lines take predicted, all of them, and never p."""
    if s.code not in (Code.DEMAND, Code.EXCEPTION) or s.definition is None:
        return None
    for loop in statements(own_code(s.definition)):
        if not isinstance(loop, ast.For) or not isinstance(loop.iter, ast.Call):
            continue
        targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else []
        if short(loop.iter.func) != "zip" or len(targets) != len(loop.iter.args):
            continue
        inside = [node for line in loop.body for node in ast.walk(line)]
        used = {n.id: n.lineno for n in inside if isinstance(n, ast.Name)}
        items = [n for n in inside if isinstance(n, ast.Subscript)]
        same = {short(n.value): short(n) for n in items if isinstance(n.slice, ast.Constant)}
        # images[i] is the image of this turn, too.
        counted = {short(n.value) for n in items} - {*same}
        pairs = zip(targets, map(short, loop.iter.args), strict=True)
        missed = {
            short(t): whole
            for t, whole in pairs
            if whole in {*used} - counted and not names_in(t) & {*used}
        }
        if missed:
            own, line = " and ".join(missed), used[next(iter(missed.values()))]
            again = [
                n for n in inside if isinstance(n, ast.For) and short(n.iter) in missed.values()
            ]
            if again and len(missed) == 1:
                return Cause(
                    f"Line {again[0].lineno} goes through all of {short(again[0].iter)}, in each turn of the loop around it. {own} is what belongs "
                    f"to this turn. No second loop is needed: {short(again[0].target).strip('()')} = {own}",
                    again[0].lineno,
                )
            whole = " and ".join(same.get(whole, whole) for whole in missed.values())
            each = "the same in each turn" if same.keys() & {*missed.values()} else "all at once"
            return Cause(
                f"Each turn of the loop gets {own}, and no line uses {'them' if len(missed) > 1 else 'it'}. Line {line} takes {whole}, "
                f"{each}. Write {own} in place of {whole}.",
                line,
            )
    return None


def counted_from_one(s: Situation) -> Cause | None:
    """``for i in range(1, n + 1): sizes[i]``: places begin at 0."""
    if s.error != "IndexError" or s.running is None:
        return None
    brackets = [n.slice for n in s.last.nodes if isinstance(n, ast.Subscript) and covers(n, s.line)]
    used = {short(n) for b in brackets for n in (b.elts if isinstance(b, ast.Tuple) else [b])}
    behind_all = re.search(r"index (\d+) is out of bounds .* size \1$", s.said)
    for loop in (n for n in ast.walk(s.running) if isinstance(n, ast.For)):
        begins = re.fullmatch(r"range\(1, (.+) \+ 1\)", short(loop.iter, 60))
        name = short(loop.target)
        if not begins or name not in used or not covers(loop, s.line):
            continue
        if not behind_all and "len(" not in short(s.value_of(ast.Name(begins[1]))):
            continue
        inside = [n for line in loop.body for n in ast.walk(line)]
        slices = [n.slice for n in inside if isinstance(n, ast.Subscript)]
        places = [n for b in slices for n in (b.elts if isinstance(b, ast.Tuple) else [b])]
        parts = {short(n) for n in inside if isinstance(n, ast.Subscript)}
        # sizes[i - 1] and sizes[i]: two neighbours, and there is one pair fewer than things.
        if any(p.endswith(f"[{name}]") and f"{p[:-1]} - 1]" in parts for p in parts):
            return Cause(
                f"The last place is {begins[1]} - 1, and {name} goes one further. Let range end one earlier: "
                f"for {name} in range(1, {begins[1]}):",
                loop.lineno,
            )
        # Who draws counts[row, column] at (column, row) counts both from 0.
        both = any(isinstance(b, ast.Tuple) and name in map(short, b.elts) for b in slices)
        names = [n for n in inside if isinstance(n, ast.Name) and n.id == name]
        if not both and any(n not in places for n in names):
            return Cause(
                f"Places are counted from 0, and {name} from 1. The place of number {name} is {name} - 1: write that in the brackets [ ]."
            )
        alike = [n for n in ast.walk(s.running) if isinstance(n, ast.For) and n is not loop]
        others = [n.lineno for n in alike if short(n.iter, 60) == begins[0]]
        too = f" And the same range in line {others[0]}." if others else ""
        return Cause(
            f"Places are counted from 0, so the last one is {begins[1]} - 1. Write: for {name} in range({begins[1]}):{too}",
            loop.lineno,
        )
    return None


def one_turn_too_many(s: Situation) -> Cause | None:
    """``while i <= len(sizes): sizes[i]``: the last place is one before the length."""
    if s.error != "IndexError" or s.running is None:
        return None
    places = {short(n.slice) for n in s.nodes(ast.Subscript)}
    for loop in (n for n in ast.walk(s.running) if isinstance(n, ast.While)):
        test = loop.test if isinstance(loop.test, ast.Compare) else None
        end = test.comparators[0] if test and isinstance(test.ops[0], ast.LtE) else None
        whole = re.fullmatch(r"len\(\w+\)", short(s.value_of(end))) if end else None
        if test and end and whole and short(test.left) in places and covers(loop, s.line):
            return Cause(
                f"Places are counted from 0, so the last one is {short(end)} - 1. Write < in place of <=: while {short(test.left)} < {short(end)}:",
                loop.lineno,
            )
    return None


def turns_of_a_fixed_number(s: Situation) -> Cause | None:
    """``for i in range(25): images[i]``, where three images come in."""
    found = re.search(r"index (\d+) is out of bounds for axis 0 with size \1$", s.said)
    if not found or s.running is None or found[1] == "0":
        return None
    for part in s.nodes(ast.Subscript):
        things, place = short(part.value), short(part.slice)
        for loop in (n for n in ast.walk(s.running) if isinstance(n, ast.For)):
            turns = re.fullmatch(r"range\((0, )?(\d+)\)", short(loop.iter))
            if turns and short(loop.target) == place and things in arguments_of(s.running):
                return Cause(
                    f"The loop of line {loop.lineno} makes {turns[2]} turns, and {things} has {found[1]} here. How many there are differs from "
                    f"call to call. Write range(len({things})). Let all that was made for {turns[2]} be as large as that.",
                    loop.lineno,
                )
    return None


def adds_to_an_empty_list(s: Situation) -> Cause | None:
    """``counts = []``, and then ``counts[label] += 1``: there is no place yet to add to."""
    if s.error != "IndexError" or s.running is None or "list " not in s.said:
        return None
    here = [n for n in s.last.nodes if isinstance(n, ast.AugAssign) and covers(n, s.line)]
    for node in here:
        place = node.target if isinstance(node.value, ast.Constant) else None
        name = short(place.value) if isinstance(place, ast.Subscript) else ""
        begun = [n for n in statements(s.running.body) if name and name in assigned(n)]
        value = begun[0].value if len(begun) == 1 and isinstance(begun[0], ast.Assign) else None
        if value is not None and short(value) in ("[]", "list()"):
            return Cause(
                f"{name} begins empty, and has no place yet to which something could be added. Begin with one 0 for each place, as "
                f"[0] * 3 has three: {name} = [0] * …",
                begun[0].lineno,
            )
    return None


def zip_forgotten(s: Situation) -> Cause | None:
    """``for (W, b), values in params, inputs:``, where one of each is meant in each turn."""
    loops = [n for n in ast.walk(s.running or ast.Pass()) if isinstance(n, ast.For)]
    # A name that is not known has another cause.
    for loop in loops if s.code is Code.EXCEPTION and s.error != "NameError" else []:
        both = loop.iter.elts if isinstance(loop.iter, ast.Tuple) else []
        names = loop.target.elts if isinstance(loop.target, ast.Tuple) else []
        plain = all(isinstance(one, ast.Name | ast.Subscript) for one in both)
        # for X, y in train, valid: takes two pairs apart.
        plain = plain and not all(re.match("train|test|val", short(one)) for one in both)
        # for W, b in params[0], params[1]: takes two of its parts apart.
        plain = plain and len({first_name(one) for one in both}) > 1
        if plain and len(both) == len(names) > 1 and loop.lineno < s.line <= (loop.end_lineno or 0):
            inside = ", ".join(map(short, both))
            return Cause(
                f"The loop in line {loop.lineno} goes through {inside} one after the other. To take one of each in every turn: zip({inside})",
                loop.lineno,
            )
    return None


def left_from_a_loop(s: Situation) -> Cause | None:
    """``for W, b in params[:-1]: …``, and below it ``values @ W + b``: still those before the last."""
    if not re.search("mismatch in its core dimension|not aligned|broadcast together", s.said):
        return None
    body = [*statements(s.running.body)] if s.running else []
    used = {n.id for n in s.last.nodes if isinstance(n, ast.Name) and covers(n, s.line)}
    for loop in body:
        if not isinstance(loop, ast.For):
            continue
        ended = (loop.end_lineno or 0) < s.line and ast.unparse(loop.iter).endswith("[:-1]")
        later = [n for n in body if loop.lineno < n.lineno <= s.line]
        new = {name for line in later for name in assigned(line)}
        left = names_in(loop.target) & used - new
        if ended and left:
            last = f"{ast.unparse(loop.iter)[:-5]}[-1]"
            return Cause(
                f"{' and '.join(sorted(left))} still {'is' if len(left) == 1 else 'are'} what the loop in line {loop.lineno} took in its last "
                f"turn, and it leaves the last thing out. Take that one first: {', '.join(map(short, getattr(loop.target, 'elts', [loop.target])))} = {last}"
            )
    return None


RULES = (
    counted_from_one,
    one_turn_too_many,
    turns_of_a_fixed_number,
    adds_to_an_empty_list,
    zip_forgotten,
    left_from_a_loop,
    place_for_a_size,
    place_of_a_value,
    thing_for_a_place,
    counted_from_nothing,
    names_of_zip_unused,
    loop_variable_unused,
)
