"""What stands between square brackets: the place of one thing, of several, a row, a column, a name."""

import ast
import re

from coursekit.diagnose.situation import Cause, Situation
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
from coursekit.manifest import load_manifest
from coursekit.worker.names import Code


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


def sorted_for_places(s: Situation) -> Cause | None:
    """``order = np.sort(sure)``, and then ``wrong[order]``: the values, not their places."""
    if not re.search("indices must be integers|only integers, slices|arrays used as ind", s.said):
        return None
    for part in s.nodes(ast.Subscript):
        for name in names_in(part.slice):
            made = s.value_of(ast.Name(name, ast.Load()))
            sort = next((c for c in calls_in(made) if called_name(c) in ("sort", "sorted")), None)
            if sort is not None:
                return Cause(
                    f"{short(sort.func)} gives the sorted values themselves, and {name} should hold their places. np.argsort(…) gives the "
                    "places: the smallest first.",
                    sort.lineno,
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
    asked = "truth value of an array" in s.said and "rng" in s.function.arguments
    for call in s.nodes(ast.Call) if asked else []:
        if called_name(call) == "index" and call.args:
            return Cause(
                "index compares whole pictures with ==, and gets a yes or no for each pixel. Draw the place, not the picture: i = "
                "rng.integers(len(images)). Then images[i] and labels[i] belong together."
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
                call.args[:2][-1]
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


def one_direction_only(s: Situation) -> Cause | None:
    """``labels[:n, :]``: two places for an array that is one row of numbers."""
    if "too many indices for array: array is 1-dimensional, but 2" not in s.said:
        return None
    for item in s.nodes(ast.Subscript):
        name, places = short(item.value), item.slice
        # What the function computed itself may have lost a direction before.
        came_in = first_name(s.value_of(item.value)) in arguments_of(s.running)
        one_row = came_in and len(s.shape(name) or []) == 1
        if one_row and isinstance(places, ast.Tuple) and short(places).endswith(", :)"):
            return Cause(
                f"{name} is one row of numbers, so it takes one place between the brackets. Write: {name}[{short(places.elts[0])}]. "
                f"The same holds wherever {name} has two."
            )
    return None


def first_row_only(s: Situation) -> Cause | None:
    """``model.predict(images)[0]`` where all images are asked for."""
    asked = s.function.name == "predict_digits" and s.code in (Code.DEMAND, Code.WRONG_KIND)
    if (
        not asked
        or s.definition is None
        or any(isinstance(n, ast.For | ast.comprehension) for n in ast.walk(s.definition))
    ):
        return None
    for node in ast.walk(s.definition):
        first = isinstance(node, ast.Subscript) and short(node.slice) == "0"
        if (
            first
            and isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Call)
            and called_name(node.value) == "predict"
            and {*map(short, node.value.args)} & {*arguments_of(s.definition)}
        ):
            return Cause(
                "[0] behind predict takes the first row, that of the first image. Leave it away: then there is a row for each.",
                node.lineno,
            )
    return None


def _made_by_where(s: Situation, name: str) -> str:
    """Say how the array is taken out of what np.where, or nonzero, stored under this name; empty for anything else."""
    for node in statements(s.running.body) if s.running else []:
        value = node.value if isinstance(node, ast.Assign) and name in assigned(node) else None
        if isinstance(value, ast.Call) and called_name(value) in ("where", "nonzero"):
            return (
                f"{short(value.func)}(…) gives a tuple of arrays, one for each direction. Take the first: write [0] behind it, in the "
                f"line that makes {name}."
            )
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
    by_hand = s.function.lesson_number == "11"
    names = _NAMES_OF_PARTS.get(name[:1], "a, b") if by_hand else "a, b"
    if name.endswith(".shape"):
        return Cause(
            f"{name} is no number: it holds a size for each direction. Take one of them. The first is {name}[0]."
        )
    if s.kind(name) == "tuple" and s.shape(name) == [1]:
        made = s.value_of(side)
        if not isinstance(made, ast.Tuple):
            found = _made_by_where(s, name)
            return Cause(found) if found else None
        return Cause(
            f"The comma at the end of line {made.end_lineno} makes a tuple with one thing in it. Take the comma away.",
            made.lineno,
        )
    if s.kind(name) == "list":
        if names == "a, b":
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
                return Cause(found)
            return Cause(
                f"{name} is a {s.kind(name)}, and {place} an array of places. Only an array gives several places at once: "
                f"np.array({name})[{place}]"
            )
    return None


def places_of_another_array(s: Situation) -> Cause | None:
    """``wrong[order]``, where order sorts more things than wrong holds."""
    found = re.search(r"index (\d+) is out of bounds for axis 0 with size (\d+)", s.said)
    for item in s.nodes(ast.Subscript) if found else []:
        places, things = short(item.slice), short(item.value)
        computed = s.kind(places) == "ndarray" and places not in arguments_of(s.running)
        computed = computed or places.startswith("np.argsort(")
        if found and computed and s.shape(things) == [int(found[2])]:
            return Cause(
                f"{things} holds {found[2]} things, and {places} asks for place {found[1]}: its places are those of another, longer array. "
                f"Compute {places} from what belongs to {things} alone{_part_of_the_sorted(s, item)}."
            )
    return None


def _part_of_the_sorted(s: Situation, item: ast.Subscript) -> str:
    """Say how these places are taken out of what argsort put in order; empty where the code does not show it."""
    call = next(calls_in(s.value_of(item.slice), "argsort"), None)
    names = names_in(call) - {*s.last.imported} if call else set()
    of_places = re.match(r"np\.(flatnonzero|where|nonzero)\(", short(s.value_of(item.value)))
    name = names.pop() if len(names) == 1 and of_places else ""
    is_list = isinstance(s.value_of(ast.Name(name)), ast.List | ast.ListComp)
    return f": of {name}, {name}[{short(item.value)}]" if name and not is_list else ""


def whole_for_one(s: Situation) -> Cause | None:
    """``plot_digit(images, labels)`` below ``image = images[place]``."""
    frames = s.field("frames", [])
    if s.code is not Code.EXCEPTION or len(frames) < 2 or s.definition is None:
        return None
    # A helper of the learner's own may want all.
    if s.frame["function"] not in load_manifest().functions:
        return None
    line, elsewhere = int(frames[-2]["line"]), "" if s.last is s.own else f" of {s.own.file}"
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
                f"Line {line}{elsewhere} hands on {wholes[0]}, all of them. The one that you took is {one}: write {one} there.",
                0 if elsewhere else line,
                also=others,
            )
    return None


_PAIRS = ("train", "valid", "cache")
"""Arguments that hold as many things in each call."""


def fixed_place_of_an_argument(s: Situation) -> Cause | None:
    """``hidden_units[1]`` of an argument that holds as many as a caller likes: here, fewer."""
    if s.error != "IndexError" or s.running is None or s.running is not s.definition:
        return None
    for item in s.nodes(ast.Subscript):
        name, place = short(item.value), getattr(item.slice, "value", None)
        if name not in arguments_of(s.running) or not isinstance(place, int) or place < 1:
            continue
        # Under its name stands something else here: for gradients in gradients.
        if any(name in assigned(line) for line in statements(s.running.body)):
            continue
        count = (s.shape(name) or [0])[0] if s.kind(name) in ("list", "tuple") else 0
        if 0 < count <= place and name not in _PAIRS:
            return Cause(
                f"{name}[{place}] is number {place + 1}, and {name} holds only {count} here. Another call may give more, or fewer. "
                f"So go through all of them: `for … in {name}:`, and do in the loop what one of them needs."
            )
    return None


def number_for_a_place(s: Situation) -> Cause | None:
    """``plot_digit(images[l], labels[1])``: one of two that belong together has a fixed place."""
    given = arguments_of(s.definition)
    for call in calls_in(s.definition) if s.code is Code.DEMAND and s.definition else ():
        values = [*call.args, *(keyword.value for keyword in call.keywords)]
        parts = [v for v in values if isinstance(v, ast.Subscript) and short(v.value) in given]
        moving = [part for part in parts if isinstance(part.slice, ast.Name)]
        fixed = [part for part in parts if isinstance(getattr(part.slice, "value", None), int)]
        if len(moving) == len(fixed) == 1:
            other, place = short(fixed[0].value), short(moving[0].slice)
            alike = " The letter l looks like a 1." if place == "l" else ""
            return Cause(
                f"{short(fixed[0])} always takes place {short(fixed[0].slice)}, and {short(moving[0])} takes place {place}. Both belong "
                f"together: {other}[{place}].{alike}",
                call.lineno,
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


def tuple_of_where(s: Situation) -> Cause | None:
    """``rows = np.where(…)``, and then ``rows[0] : rows[-1]``: rows is a tuple with an array in it."""
    items = [n for n in s.last.nodes if isinstance(n, ast.Subscript) and covers(n, s.line)]
    for item in items if s.code is Code.EXCEPTION else []:
        made = s.value_of(item.value)
        of_where = isinstance(made, ast.Call) and short(made.func) in ("np.where", "np.nonzero")
        # Of a table it gives two arrays, and the second is wanted, too.
        whole = s.kind(short(item.value)) == "tuple" and s.shape(short(item.value)) == [1]
        # places[0] alone takes the array out.
        same = [n for n in items if short(n.value) == short(item.value)]
        is_it = of_where and whole and any(short(n.slice) != "0" for n in same)
        if isinstance(made, ast.Call) and is_it and len(made.args) == 1:
            others = [
                n.lineno
                for n in statements(s.running.body if s.running else [])
                if isinstance(n, ast.Assign) and n.lineno > made.lineno
                if short(n.value).startswith(f"{short(made.func)}(")
                and "," not in short(n.value, 90)
            ]
            return Cause(
                f"{short(made.func)} gives a tuple with an array in it, and {short(item.value)} is that tuple. Take the array out: put [0] "
                f"behind the brackets of {short(made.func)}. Or write np.flatnonzero(…), which gives the array itself.",
                made.lineno,
                also=tuple(f"line {n}" for n in others),
            )
    return None


RULES = (
    sorted_for_places,
    shuffled_things_for_places,
    columns_of_another_table,
    one_direction_only,
    pairs_asked_by_name,
    place_of_an_array,
    drawn_from_a_fixed_number,
    fixed_place_of_an_argument,
    number_for_a_place,
    places_of_another_thing,
    places_of_another_array,
    whole_for_one,
    added_at_one_place,
    row_of_a_table,
    first_row_only,
    places_of_some_rows,
    pair_as_one,
    places_of_a_list,
    tuple_of_where,
)
