"""Arrays: their axes and shapes, their products, and what stands in each row of them."""

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
    given_to,
    names_in,
    own_code,
    short,
    statements,
)
from coursekit.worker.names import Code

_ONE_FOR_EACH_ROW = ("sum", "max", "min", "mean")


def keepdims_forgotten(s: Situation) -> Cause | None:
    """``table / table.sum(axis=1)``: one number for each row, which lies flat."""
    found = re.search(r"broadcast together with shapes \((\d+),(\d+)\) \((\d+),\)", s.said)
    if not found or found[1] != found[3]:
        return None
    sides = [n.right for n in s.nodes(ast.BinOp)] + [n.value for n in s.nodes(ast.AugAssign)]
    for side in sides:
        made = s.value_of(side)
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
        if called_name(call) == "reshape" and found:
            return Cause(
                f"{short(call, 60)} wants {found[1]} images, and the function gets any number of them. The images have their right shape "
                "already: leave the reshape away."
            )
    return None


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
                then = f"The last one is {what}.shape[{has - 1}], as places are counted from 0."
                if s.function.name == "prepare_digit":
                    then = f"Ask first how many there are: {what}.ndim == {number + 1}"
                lines = [n for n in s.last.nodes if getattr(n, "lineno", 0) == s.line]
                if s.function.lesson_number == "11" and any(calls_in(n, "reshape") for n in lines):
                    then = "Each picture is a row already: leave the reshape away."
                return Cause(
                    f"{what} has {has} {'axis' if has == 1 else 'axes'} here, so {short(owner)} holds {has} number{'s' * (has > 1)}. {then}"
                )
    return None


def stored_in_whole_numbers(s: Situation) -> Cause | None:
    """``scaled = np.zeros_like(images)``, and then ``scaled[i] = images[i] / 255``: the decimals are lost."""
    gets_whole_numbers = s.function.name in ("scale_images", "prepare_digit")
    asked = s.wrong_result and gets_whole_numbers and s.definition
    lines = [*statements(own_code(s.definition))] if asked and s.definition else []
    given = [name for line in lines for name in assigned(line)]
    for made in lines:
        call = made.value if isinstance(made, ast.Assign) else None
        if not isinstance(call, ast.Call) or called_name(call) not in ("zeros_like", "empty_like"):
            continue
        like = short(call.args[0]) if len(call.args) == 1 else ""
        anew = like in given or any(given.count(name) > 1 for name in assigned(made))
        if call.keywords or anew or like not in arguments_of(s.definition):
            continue
        for line in lines:
            target = line.targets[0] if isinstance(line, ast.Assign) else None
            into = isinstance(target, ast.Subscript) and short(target.value) in assigned(made)
            divided = [n for n in ast.walk(line) if isinstance(n, ast.BinOp)]
            if into and any(isinstance(n.op, ast.Div) for n in divided):
                return Cause(
                    f"{short(call)} is an array of whole numbers, as {short(call.args[0])} is. What line {line.lineno} stores in it loses "
                    f'its decimals. Write: {short(call)[:-1]}, dtype="float32")',
                    made.lineno,
                )
    return None


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
                    f"{short(made.func)}({like}, dtype=float)",
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
                "i = rng.integers(len(…)). Then take the picture and the label with [i]."
            )
    return None


def nan_among_whole_numbers(s: Situation) -> Cause | None:
    """``matrix[i, i] = np.nan``, where the array holds whole numbers."""
    if "cannot convert float NaN to integer" not in s.said or s.running is None:
        return None
    for node in statements(s.running.body):
        target = node.targets[0] if isinstance(node, ast.Assign) and covers(node, s.line) else None
        stored = short(node.value) if isinstance(node, ast.Assign) else ""
        if isinstance(target, ast.Subscript) and stored in ("np.nan", "math.nan", "float('nan')"):
            return Cause(
                f"{short(target.value)} holds whole numbers, and nan is none. Write a whole number there: 0 where nothing is to be counted."
            )
    return None


def sorted_by_its_own_method(s: Situation) -> Cause | None:
    """``wrong.argsort(-confidence)``: the method sorts what stands before its dot."""
    for call in s.nodes(ast.Call) if s.error == "TypeError" else []:
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        name = called_name(call)
        value = call.args[0] if len(call.args) == 1 else None
        inner = value.operand if isinstance(value, ast.UnaryOp) else value
        if (
            name in ("argsort", "sort")
            and s.kind(short(owner or call)) == s.kind(short(inner or call)) == "ndarray"
            and value is not None
        ):
            return Cause(
                f"{name} behind a dot works with what stands before the dot, {short(owner or call)}, and its brackets take an axis. The "
                f"places that bring {short(value)} into order are np.argsort({short(value)})"
            )
    return None


def number_for_an_axis(s: Situation) -> Cause | None:
    """``np.argsort(confidence, n)``, and a word for the direction in the same place."""
    for call in s.nodes(ast.Call) if s.error in ("AxisError", "TypeError", "ValueError") else []:
        given = [call.func.value, *call.args] if isinstance(call.func, ast.Attribute) else []
        if given and s.kind(short(given[0])) == "module":
            del given[0]
        if len(given) != 2:
            continue
        what, name = short(given[0], 30), short(given[1])
        if called_name(call) in ("argsort", "sort") and name.startswith("'"):
            if name.strip("'") in ("quicksort", "mergesort", "heapsort", "stable"):
                return Cause(
                    f"{name} stands where {called_name(call)} takes the axis. Write: kind={name}"
                )
            then = f"For the largest first, sort the numbers with a minus in front: -{what}."
            if what.startswith("-"):
                then = "The minus in front turns the order round already."
            return Cause(
                f"{called_name(call)} has no word for the direction: the smallest always comes first. {then} Take {name} away."
            )
        if s.error != "AxisError":
            continue
        if called_name(call) in ("argsort", "sort", "flip") and name in arguments_of(s.running):
            whole = short(call).replace(f", {name})", ")").replace(f"({name})", "()")
            return Cause(
                f"{name} stands where {called_name(call)} takes the axis. To take the first {name} of the result, write a slice "
                f"behind the brackets: {whole}[:{name}]"
            )
    return None


def math_of_an_array(s: Situation) -> Cause | None:
    """``math.log(probabilities)``: Python's math is for single numbers."""
    if not re.search(r"only (?:0-dimensional|length-1|size-1) arrays", s.said):
        return None
    imported = {
        alias.asname or alias.name: alias.name
        for n in s.last.nodes
        if isinstance(n, ast.ImportFrom) and n.module == "math"
        for alias in n.names
    }
    turns = {
        name
        for node in (ast.walk(s.running) if s.running else ())
        if isinstance(node, ast.comprehension)
        or (isinstance(node, ast.For) and covers(node, s.line))
        for name in names_in(node.target)
    }
    for call in s.nodes(ast.Call):
        name = s.last.dotted(call.func)
        word = name[5:] if name.startswith("math.") else imported.get(name, "")
        if word:
            then = f"NumPy's takes all of them: np.{word}(…)"
            product = any(isinstance(n, ast.MatMult) for n in ast.walk(call))
            if turns & names_in(call) and not product:
                then = "In this loop, take the one that you mean, with its place in [ ]."
            return Cause(
                f"{word} of the library math takes a single number, and here is an array. {then}"
            )
    return None


def axis_in_words(s: Situation) -> Cause | None:
    """``table.argmax(axis="columns")``, as pandas takes it."""
    for call in s.nodes(ast.Call) if s.error in ("TypeError", "ValueError") else []:
        if "pandas" in s.said or s.kind(first_name(call.func)) in ("DataFrame", "Series"):
            continue
        axis = next((k.value for k in call.keywords if k.arg == "axis"), None)
        if isinstance(axis, ast.Constant) and axis.value in ("columns", "rows", "index"):
            return Cause(
                f"Only pandas knows axis={short(axis)}. An array's axes have numbers: axis=0 goes down the columns, and gives one result "
                "for each. axis=1 goes along the rows: one for each row."
            )
    return None


def and_between_arrays(s: Situation) -> Cause | None:
    """``(a != b) and (c > 0)``, of arrays."""
    at_work = s.nodes(ast.BoolOp) if "truth value of an array" in s.said else []
    for node in at_work:
        both = isinstance(node.op, ast.And)
        if all(isinstance(part, ast.Compare) for part in node.values):
            sign = "&" if both else "|"
            return Cause(
                f"{'and' if both else 'or'} wants a single yes or no on each side, and here are arrays with many. Between arrays, write "
                f"{sign} in its place. Each side needs brackets: ({short(node.values[0], 30)}) {sign} (…)"
            )
    return None


def pairs_for_pad(s: Situation) -> Cause | None:
    """``np.pad`` with fewer pairs than the array has axes."""
    found = re.search(r"remapped shapes.*\((\d+),2\) +and requested shape \((\d+),2\)", s.said)
    if not found or not any(called_name(call) == "pad" for call in s.nodes(ast.Call)):
        return None
    then = "An axis that is to stay as it is, such as the number of images, gets (0, 0)."
    if int(found[1]) > int(found[2]):
        then = "Take away what is too many: the (0, 0) of an axis that is not there."
    return Cause(
        f"np.pad wants a pair for each axis, (before, behind). The array has {found[2]} axes, and here are {found[1]} pairs. {then}"
    )


def margin_on_all_axes(s: Situation) -> Cause | None:
    """``np.pad(images, 1)``: one number stands for all axes, that of the images as well."""
    if s.code is not Code.DEMAND or s.function.returns != "array" or s.definition is None:
        return None
    for call in calls_in(s.definition, "pad"):
        several = [short(a) for a in call.args[:1] if short(a) in arguments_of(s.definition)]
        if several and len(call.args) > 1 and isinstance(call.args[1], ast.Name | ast.Constant):
            m, whole = short(call.args[1]), several[0]
            return Cause(
                f"np.pad({whole}, {m}) puts something in front and behind on each axis: so there are new, empty images, too. Give each axis a pair "
                f"of its own: np.pad({whole}, ((0, 0), ({m}, {m}), ({m}, {m}))).",
                call.lineno,
            )
    return None


def product_turned_round(s: Situation) -> Cause | None:
    """``W @ X`` where ``X @ W`` fits, ``blame @ W`` where ``blame @ W.T`` does; and the same with ``np.dot``."""
    if not re.search("mismatch in its core dimension 0|not aligned", s.said):
        return None
    told = re.search(r"shapes \((\d+),(\d+)\) and \((\d+),(\d+)\) not aligned", s.said)
    products = _products(s)
    for left, right in products:
        first, second = s.shape(left) or [], s.shape(right) or []
        if told and len(products) == 1:
            first, second = [int(told[1]), int(told[2])], [int(told[3]), int(told[4])]
        if not len(first) == len(second) == 2:
            continue
        fits = ""
        if second[1] == first[0]:
            fits = f"The other way round it fits: {right} @ {left}"
        elif second[1] == first[1] and second[0] != first[0]:
            fits = (
                "A row for each image comes out where the images stand on the left. Turned with .T, it fits: "
                f"{left} @ {right}.T or {right} @ {left}.T"
            )
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


_FOR_A_PLACE = "pred|ind|idx|place|order|digit|label|class|arg|pos"
"""In names of what says where something stands, and not how large it is."""


def largest_for_its_place(s: Situation) -> Cause | None:
    """``_, predicted = np.max(outputs, 1)``, ``values, order = np.sort(x)``: PyTorch's and MATLAB's give the places, too."""
    of_tensor = "EagerTensor' object has no attribute 'max'" in s.said
    if s.running is None or not (of_tensor or re.search("(values to|cannot) unpack", s.said)):
        return None
    for node in statements(s.running.body):
        value = node.value if isinstance(node, ast.Assign) and node.lineno == s.line else None
        left = node.targets[0] if isinstance(node, ast.Assign) else None
        if (
            not isinstance(value, ast.Call)
            or not isinstance(left, ast.Tuple)
            or len(left.elts) != 2
            or called_name(value) not in ("max", "amax", "min", "amin", "sort")
        ):
            continue
        given = _array_and_axis(s, value)
        if not given:
            continue
        what, places = called_name(value).removeprefix("a"), short(left.elts[-1])
        if (s.shape(given.partition(",")[0]) or [])[1:] == [2] and what != "sort":
            return Cause(
                f"Two names are to get two numbers, one for each column: write axis=0. With axis=1, {called_name(value)} gives one for each row."
            )
        if short(left.elts[0]) != "_" and not re.search(_FOR_A_PLACE, places):
            continue
        asked = any(
            short(n) == f"{places}.numpy" for n in s.last.nodes if isinstance(n, ast.Attribute)
        )
        array = " It gives an array: leave .numpy() away." if asked else ""
        return Cause(
            f"In other libraries, {called_name(value)} gives the places, too. Here they come from another function, which gives nothing "
            f"else.{array} The places alone: np.arg{what}({given})"
        )
    return None


def _array_and_axis(s: Situation, call: ast.Call) -> str:
    """Return what np.max(x, 1) or x.max(1) gets, as NumPy writes it: "x, axis=1"; empty where it may be no array."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    of_module = owner is not None and short(owner) in s.last.imported
    given = [*call.args] if owner is None or of_module else [owner, *call.args]
    along = [n.value for n in call.keywords if n.arg in ("axis", "dim")] or given[1:]
    kind = s.kind(short(given[0])) if given else "list"
    # Python's own max compares whole things, and a list has a method sort, too.
    if kind in ("list", "tuple", "dict") or (owner is None and kind != "ndarray"):
        return ""
    return short(given[0]) + (f", axis={short(along[0])}" if along else "")


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
        # Only their names may be exchanged, and their use as well: they must cut in front of the comma.
        own, other = short(rows.targets[0]), short(columns.targets[0])
        made = {own}
        for line in statements(s.definition.body):
            if isinstance(line, ast.Assign) and own in (read := names_in(line.value)):
                made |= {*assigned(line)} if other not in read else set()
        slices = [n.slice for n in ast.walk(s.definition) if isinstance(n, ast.Subscript)]
        fronts = [part.elts[0] for part in slices if isinstance(part, ast.Tuple) and part.elts]
        if not any(made & names_in(part) for part in fronts):
            return None
        return Cause(
            f"To ask a row, go along it: axis=1. In lines {rows.lineno} and {columns.lineno}, rows and columns have each other's axis: "
            "exchange 0 and 1.",
            rows.lineno,
        )
    return None


def _again(s: Situation, left: str, right: str) -> str:
    """Name a later line that holds the same product: it stops there next."""
    for line in s.running.body if s.running else []:
        same = any(
            short(n) in (f"{left} @ {right}", f"np.dot({left}, {right})") for n in ast.walk(line)
        )
        if same and line.lineno > s.line:
            return f". So in line {line.lineno}, too"
    return ""


def whole_columns(s: Situation) -> Cause | None:
    """``blame[:, labels] -= 1``: whole columns, in place of one number in each row."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    for node in statements(own_code(s.definition)):
        target = node.target if isinstance(node, ast.AugAssign) else None
        places = target.slice if isinstance(target, ast.Subscript) else None
        if target and isinstance(places, ast.Tuple) and len(places.elts) == 2:
            rows, columns = map(short, places.elts)
            if rows == ":" and columns in _labels(s):
                return Cause(
                    f"{short(target)} takes whole columns. For one number in each row, the rows need places, too: "
                    f"np.arange(len({columns})) in place of the colon.",
                    node.lineno,
                )
    return None


def labels_from_probabilities(s: Situation) -> Cause | None:
    """``probabilities - labels``: ten numbers in each row, and one digit."""
    found = re.search(r"broadcast together with shapes \((\d+),(\d+)\) \(\1,\)", s.said)
    for node in s.nodes(ast.BinOp) if found and s.function.name == "backward" else []:
        left, right = short(node.left), short(node.right)
        plain = isinstance(node.op, ast.Sub) and isinstance(node.left, ast.Name)
        if plain and right in s.arguments.split(", "):
            return Cause(
                f"Each row of {left} has {found[2] if found else 10} numbers, and {right} one digit for it. Only the number at the digit's "
                f"place becomes smaller, by 1: subtract 1 from {left}[np.arange(len({right})), {right}], in a copy.",
                node.lineno,
            )
    return None


def rounded_before_comparing(s: Situation) -> Cause | None:
    """``round(accuracy, 2) >= target``."""
    asked = s.code is Code.DEMAND and s.function.name == "accuracy_after"
    for node in ast.walk(s.definition) if asked and s.definition else []:
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        for side in sides:
            if isinstance(side, ast.Call) and called_name(side) == "round" and side.args:
                # Many digits lose nothing that a check would see.
                digits = short(given_to(side)[-1])
                if digits.isdigit() and int(digits) > 3:
                    continue
                return Cause(
                    f"Line {side.lineno} rounds before it compares: what is a little too small becomes large enough. Compare "
                    f"{short(side.args[0])} itself.",
                    side.lineno,
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
        again = any(left in assigned(line) for line in s.nodes(ast.stmt))
        if found and found[2] == "int" and not left.endswith(".shape"):
            then = f"and + {right} needs one number. Take the one that you mean: {left}[…]"
            loops = [n for n in s.last.nodes if isinstance(n, ast.For) and covers(n, s.line)]
            if any(short(n.target) == left and any(calls_in(n.iter, "enumerate")) for n in loops):
                then = "as enumerate gives pairs. Give both parts a name: for number, thing in …"
            elif again or "hidden_units" in names_in(node.left):
                then = f"and {right} a number. To put it behind the others, make a list of both: [*{left}, {right}]"
            return Cause(f"{left} is a whole {found[1]}, {then}")
        if found and found[2] != "int":
            then = f"Make one list of both: [*{left}, {_parts_of(node.right)}]"
            if again and isinstance(node.right, ast.Tuple):
                then = f"To put the tuple in as one thing, the line is: {left}.append({right})"
            return Cause(
                f"{left} is a {found[1]}, and {right} a {found[2]}: + joins two of a kind. {then}"
            )
    return None


def recipe_for_two_classes(s: Situation) -> Cause | None:
    """``model.predict(images) > 0.5``, where there are ten classes."""
    asked = s.function.name in ("predict_digits", "recognise")
    nodes = [*ast.walk(s.definition)] if asked and s.definition else []
    # In an if, it may ask how sure the network is.
    tests = [node.test for node in nodes if isinstance(node, ast.If | ast.While)]
    for node in nodes:
        half = isinstance(node, ast.Compare) and short(node.comparators[0]) == "0.5"
        if not isinstance(node, ast.Compare) or not half or node in tests:
            continue
        made = [
            line.value
            for line in ast.walk(s.definition or ast.Module([], []))
            if isinstance(line, ast.Assign) and short(node.left) in assigned(line)
        ]
        called = {called_name(call) for part in [node.left, *made] for call in calls_in(part)}
        if "predict" in called and not called & {"max", "argmax"}:
            inside = calls_in(s.definition or node, "where")
            where = any(part is node for call in inside for part in call.args)
            texts = [short(call.func, 200) for call in calls_in(s.definition or node, "astype")]
            whole = any(text.endswith("> 0.5).astype") for text in texts)
            away = ", with its np.where" * where + ", with its .astype(…)" * whole
            has = any(calls_in(s.definition or node, "argmax"))
            then = "" if has else " Write np.argmax(…, axis=-1) around the probabilities."
            return Cause(
                f"{short(node)} is the way for two classes. Here are ten, and the digit is the place of the largest probability. Take the "
                f"comparison away{away}.{then}",
                node.lineno,
            )
    return None


def _parts_of(node: ast.expr) -> str:
    """Write a list's parts for a place inside another one."""
    return ", ".join(map(short, node.elts)) if isinstance(node, ast.List) else f"*{short(node)}"


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
                if name in _labels(s):
                    sums = calls_in(s.running, "sum") if s.running else ()
                    around = any(part in ast.walk(n) and _along_rows(n) for n in sums)
                    then = " The sum with axis=1 goes, too." if around else ""
                    return Cause(
                        f"The formula is for labels that are rows of 0 and 1. Here {name} holds the digits themselves. Take the number at "
                        f"this place in each row: put [np.arange(len({name})), {name}] behind {short(table)}, and take `{name} *` away.{then}"
                    )
    return None


def star_for_matrix_product(s: Situation) -> Cause | None:
    """``values * W`` of two tables whose inner sizes are the same, as ``@`` wants them."""
    found = re.search(r"broadcast together with shapes \((\d+),(\d+)\) \((\d+),(\d+)\)", s.said)
    if not found or s.function.lesson_number != "11":
        return None
    turned = found[1] == found[3]
    if not turned and found[2] != found[3]:
        return None
    sizes = [[int(found[1]), int(found[2])], [int(found[3]), int(found[4])]]
    for node in s.nodes(ast.BinOp):
        for part in ast.walk(node):
            if not isinstance(part, ast.BinOp) or not isinstance(part.op, ast.Mult):
                continue
            seen = [s.shape(short(part.left)), s.shape(short(part.right))]
            if any(seen) and all(
                one in (None, size) for one, size in zip(seen, sizes, strict=True)
            ):
                others = [
                    n.lineno
                    for n in ast.walk(s.running or node)
                    if isinstance(n, ast.BinOp) and short(n) == short(part) and n is not part
                ]
                also = f" And in line {others[0]}." if others else ""
                on_its_side = f"{short(part.left)}.T" if turned else short(part.left)
                return Cause(
                    f"The sign * multiplies place by place, and {short(part)} is to be a matrix product: each row with each column. "
                    f"Its sign is @. Write: {on_its_side} @ {short(part.right)}.{also}"
                )
    return None


def largest_of_all_rows(s: Situation) -> Cause | None:
    """``values - np.max(values)`` for softmax: the largest number of all images, not each image's own."""
    # It does no harm before the scores of the images lie so far apart that their powers are all 0.
    seen = s.code is Code.DEMAND and "nan is no number" in str(s.field("said"))
    for node in ast.walk(s.definition) if seen and s.definition else []:
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


def pythons_max_of_arrays(s: Situation) -> Cause | None:
    """``max(values, 0)``: Python's max compares two single numbers. And ``max(values, [], 2)``, as in MATLAB."""
    for call in s.nodes(ast.Call) if s.error in ("ValueError", "TypeError") else ():
        name = short(call.func).removeprefix("np.")
        if name in ("max", "min") and any(short(one) == "[]" for one in call.args):
            return Cause(
                f"{short(call.func)} is not MATLAB's {name}. The {name} of each row is np.{name}(…, axis=1), and its place "
                f"np.arg{name}(…, axis=1)."
            )
        several = "is ambiguous" in s.said and len(call.args) == 2 and not call.keywords
        if several and short(call.func) in ("max", "min"):
            taken = "larger" if name == "max" else "smaller"
            return Cause(
                f"Python's {name} compares two single numbers, and here is an array of many. np.{name}imum takes the {taken} of both at "
                f"each place: np.{name}imum({short(call.args[0])}, {short(call.args[1])})"
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
        given = call.args[0] if call.args else call
        made = [given] + [
            line.value
            for line in statements(s.definition.body)
            if isinstance(line, ast.Assign) and short(given) in assigned(line)
        ]
        product = any(isinstance(n, ast.MatMult) for part in made for n in ast.walk(part))
        zero = len(call.args) == 2 and short(call.args[1]) in ("0", "0.0")
        if product and zero and not _taken_away(s.definition, call):
            return Cause(
                f"np.max in line {call.lineno} takes the 0 for an axis, and gives the largest number of each column. To compare each number "
                "with 0, write np.maximum.",
                call.lineno,
            )
    return None


def _taken_away(function: ast.FunctionDef, call: ast.Call) -> bool:
    """Whether a minus stands before a call, or before the name of what it gives: softmax takes the largest away."""
    named = [n for n in statements(function.body) if isinstance(n, ast.Assign) and n.value is call]
    nodes = [n for n in ast.walk(function) if isinstance(n, ast.BinOp | ast.AugAssign)]
    minus = [n for n in nodes if isinstance(n.op, ast.Sub)]
    behind = {short(n.right if isinstance(n, ast.BinOp) else n.value) for n in minus}
    return bool(behind & {short(call), *(name for line in named for name in assigned(line))})


def conditions_with_a_comma(s: Situation) -> Cause | None:
    """``np.count_nonzero(a == x, b == y)``, as COUNTIFS takes them in Excel."""
    takes_one = ("count_nonzero", "sum", "mean", "any", "all", "flatnonzero", "where")
    wrong = r"only integer scalar arrays|positional arguments? but|either both or neither"
    for call in s.nodes(ast.Call) if re.search(wrong, s.said) else []:
        conditions = len(call.args) > 1 and all(isinstance(a, ast.Compare) for a in call.args)
        if conditions and called_name(call) in takes_one:
            return Cause(
                f"{called_name(call)} takes one condition, and here are {len(call.args)}. Join them with &, each in brackets of its own: "
                "(…) & (…)"
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


def whole_shape(s: Situation) -> Cause | None:
    """``n = images.shape``, and then n stands where one number is wanted."""
    if not re.search(r"tuple|positive integer", s.said) or s.running is None:
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
            then = f"How many there are: {name} = len({whole.removesuffix('.shape')}). One of the others: {whole}[1]."
            if any(isinstance(n, ast.Subscript) and short(n.value) == name for n in s.last.nodes):
                then = f"Take one of them: {name}[0] or {name}[1]."
            if s.function.name == "prepare_digit" and " for /" in s.said:
                then = f"For the longer one, write max({name})."
            return Cause(
                f"{name} is the whole {whole}: several numbers, one for each direction. Here one is wanted. {then}",
                shapes[name].lineno,
            )
    return None


def axis_kept(s: Situation) -> Cause | None:
    """``keepdims=True`` where one number for each image is asked for."""
    asked = (
        s.function.name == "predict_digits" and s.code is Code.DEMAND and s.definition is not None
    )
    for call in calls_in(s.definition, "argmax") if asked and s.definition else []:
        given = {f"{k.arg}={short(k.value)}" for k in call.keywords}
        if "keepdims=True" in given and given & {"axis=1", "axis=-1"}:
            return Cause(
                "keepdims=True keeps the axis of the ten probabilities, with one place in it. Leave it away.",
                call.lineno,
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
    rows = [int(found[1])] if found else []
    for product in s.nodes(ast.BinOp) if rows and s.function.name == "backward" else []:
        sides = [product.left, product.right]
        # What forward keeps in the cache, and whatever has as many rows as it.
        known = [
            (s.shape(short(n)) or [])[:1] == rows
            or (first_name(n) == "inputs" and not short(n).endswith(".T"))
            for n in sides
        ]
        if isinstance(product.op, ast.MatMult) and all(known):
            # Whose rows are added up for b is the blame. It stands on the right.
            sums = calls_in(s.running, "sum") if s.running else ()
            added = {first_name(part) for call in sums for part in (call.func, *call.args)}
            if first_name(product.left) in added:
                sides.reverse()
            left, right = map(short, sides)
            return Cause(
                f"Both sides of the @ have a row for each image. Turn {left} with .T, so that its columns meet the rows of "
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
            if found and given.arg == "index" and values in _labels(s):
                return Cause(
                    f"index={short(given.value)} names each of the {found[1]} {values}, one by one: leave it away. First value_counts "
                    f"counts them. Behind it, reindex({short(given.value)}, fill_value=0) puts the counts in order."
                )
            if found and given.arg == "index":
                # Ten are the digits. Any other number is this call's own.
                how = f"For {found[1]} places from 0 on, write: index=range({found[1]})."
                if s.function.name == "count_labels" and found[1] != "10":
                    how = "One value is needed for each digit, also for one that does not occur."
                elif found[1] != "10":
                    how = "How many there are differs from call to call: leave index=… away. Then pandas counts them itself."
                return Cause(
                    f"There are {found[1]} values, and index={short(given.value)} names {found[2]} places. {how} "
                    "If these are not the right values, print them."
                )
    return None


def _labels(s: Situation) -> set[str]:
    """Return the arguments that hold the digits themselves, of those to which the function gives no other value."""
    function = s.running or s.definition
    lines = statements(function.body) if function else ()
    named = {"labels", "actual", "y", "y_true", "y_valid", "y_test", "y_train"}
    return named & {*arguments_of(function)} - {name for line in lines for name in assigned(line)}


def argmax_of_labels(s: Situation) -> Cause | None:
    """``np.argmax(labels, axis=1)``: for rows of 0 and 1, and the labels are plain digits."""
    if s.error != "AxisError" or "axis 1 is out of bounds for array of dimension 1" not in s.said:
        return None
    for call in s.nodes(ast.Call):
        method = call.func.value if isinstance(call.func, ast.Attribute) else None
        given = call.args[0] if short(call.func).startswith("np.") and call.args else method
        name = short(given) if given else ""
        if short(call.func).endswith(".argmax") and name in _labels(s):
            return Cause(
                f"{name} holds the digits themselves, one number for each image. argmax is for rows of ten numbers. Use {name} as it "
                "is, without argmax."
            )
    return None


def several_arrays_for_one(s: Situation) -> Cause | None:
    """``np.median(top, bottom, left, right)``: the second place is the axis."""
    if "cannot be interpreted as an integer" not in s.said and "positional arg" not in s.said:
        return None
    for call in s.nodes(ast.Call):
        name = short(call.func)
        taken = name in ("np.median", "np.mean", "np.max", "np.min", "np.sum", "np.std")
        # An axis is a number.
        if taken and len(call.args) > 1 and isinstance(call.args[1], ast.Subscript):
            return Cause(
                f"{name} takes one array, and its second place is the axis. Make one array of all first: "
                f"{name}(np.concatenate([{short(call.args[0])}, {short(call.args[1])}, …]))."
            )
    return None


RULES = (
    several_arrays_for_one,
    math_of_an_array,
    axis_in_words,
    and_between_arrays,
    keepdims_forgotten,
    count_of_mnist,
    nan_among_whole_numbers,
    third_size,
    stored_in_whole_numbers,
    out_of_whole_numbers,
    choice_among_pairs,
    argmax_of_labels,
    labels_as_weights,
    star_for_matrix_product,
    largest_of_all_rows,
    pythons_max_of_arrays,
    maximum_over_an_axis,
    conditions_with_a_comma,
    series_of_lists,
    whole_columns,
    labels_from_probabilities,
    rounded_before_comparing,
    largest_for_its_place,
    rows_along_the_wrong_axis,
    resize_of_an_array,
    rows_of_both,
    too_few_names,
    sorted_by_its_own_method,
    number_for_an_axis,
    pairs_for_pad,
    margin_on_all_axes,
    product_turned_round,
    grey_and_coloured,
    two_kinds_joined,
    axis_kept,
    recipe_for_two_classes,
    whole_shape,
)
