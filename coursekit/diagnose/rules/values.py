"""Values that a call or a network can't take: labels as rows, one picture for a stack, places that are labels."""

import ast
import re
from itertools import pairwise

from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    names_in,
    short,
)
from coursekit.manifest import load_manifest
from coursekit.worker.names import Code


def to_categorical_labels(s: Situation) -> Cause | None:
    """Labels as rows of 0 and 1 with a loss that wants plain numbers."""
    if "must have rank (ndim) `target.ndim - 1`" not in s.said:
        return None
    called = [s.own.dotted(n.func) for n in s.own.nodes if isinstance(n, ast.Call)]
    makes_rows = ("to_categorical", "one_hot", "get_dummies", "eye")
    if not any(name.rpartition(".")[2] in makes_rows for name in called):
        return None
    return Cause(
        "Each label became a row of ten numbers, and this loss, sparse_categorical_crossentropy, wants it as one "
        "plain number. Give the labels as they are."
    )


def one_picture_to_predict(s: Situation) -> Cause | None:
    """One picture where the network expects a stack of them, or flattened ones."""
    if "Invalid input shape for input" not in s.said and "expected axis -1" not in s.said:
        return None
    for call in s.nodes(ast.Call):
        given = call.args[0] if call.args else None
        if isinstance(given, ast.Name) and s.shape(given.id) == [28, 28]:
            return Cause(
                f"The network expects a stack of pictures, and {given.id} is one. Give it a stack of one: "
                f"{given.id}[np.newaxis]"
            )
    for node in ast.walk(s.running) if s.running else []:
        code = short(node, 80) if isinstance(node, ast.Call) else ""
        if re.search(r"reshape\(.*(784|28 \* 28)|reshape\(.*len\(\w+\), *-1\)", code):
            line = getattr(node, "lineno", s.line)
            if re.search(r"reshape\(\(?1, *784", code):
                return Cause(
                    f"The network takes a stack of pictures, and flattens them itself. Here it is a stack of one. Write in line {line}: "
                    "reshape(1, 28, 28)",
                    line,
                )
            return Cause(
                f"The network flattens the pictures itself: its first layer does. Leave the reshape in line {line} away, and give the "
                "pictures with their 28 rows and columns.",
                line,
            )
    return None


def prepared_and_not_used(s: Situation) -> Cause | None:
    """``image = prepare_digit(drawing)``, and then the drawing itself goes to the network."""
    if s.running is None or not re.search("Invalid input shape for|expected axis -1", s.said):
        return None
    nodes = [*ast.walk(s.running)]
    read = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    lines = [n for n in nodes if isinstance(n, ast.Assign) and n.lineno < s.line]
    lines.sort(key=lambda line: line.lineno)
    # From the call back to the lines that made what it is given.
    fed, places = {name for call in s.nodes(ast.Call) for name in names_in(call)}, {s.line}
    for line in reversed(lines):
        if fed & {*assigned(line)}:
            fed |= names_in(line.value)
            places.add(line.lineno)
    for line in lines:
        value, made = line.value, assigned(line)
        prepared = any(called_name(call) in _PREPARE for call in calls_in(value))
        for given in {*arguments_of(s.running)} & names_in(value) & fed if prepared else ():
            where = [n.lineno for n in nodes if isinstance(n, ast.Name) and n.id == given]
            later = [place for place in where if place > line.lineno and place in places]
            if later and len(made) == 1 and made[0] not in read:
                return Cause(
                    f"Line {line.lineno} makes {made[0]}, and no line uses it: {given} itself goes on to the network. Write "
                    f"{made[0]} in place of {given} in line {later[0]}.",
                    later[0],
                )
    return None


_PREPARE = {
    *("prepare_digit", "in_the_middle", "reshape", "resize", "expand_dims", "crop", "pad"),
    "convert",
}
"""What gives pictures a shape that a network can take."""


def same_array_twice(s: Situation) -> Cause | None:
    """``W -= rate * dW`` and then ``W -= rate * db``: a copied line in which one name was left."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    for loop in ast.walk(s.definition):
        if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Tuple):
            continue
        names = assigned(loop)
        steps = [n for n in loop.body if isinstance(n, ast.AugAssign)]
        read = {name for line in loop.body for name in names_in(line)}
        for first, second in pairwise(steps):
            left = [name for name in names if name not in read]
            if short(first.target) == short(second.target) in names and len(left) == 1:
                return Cause(
                    f"Line {second.lineno} changes {short(second.target)} again, as line {first.lineno} does, and no line uses {left[0]}. Write {left[0]} "
                    f"in place of {short(second.target)} in line {second.lineno}.",
                    second.lineno,
                )
    return None


def made_and_not_used(s: Situation) -> Cause | None:
    """``shifted = shift_images(images, rng)``, and then the images themselves go on."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    names = [n for n in ast.walk(s.definition) if isinstance(n, ast.Name)]
    read = {n.id for n in names if isinstance(n.ctx, ast.Load)}
    for line in ast.walk(s.definition):
        if not isinstance(line, ast.Assign) or not isinstance(line.value, ast.Call):
            continue
        made, call = assigned(line), line.value
        is_it = called_name(call) in load_manifest().functions and call.args
        if not is_it or len(made) != 1 or made[0] in read:
            continue
        given = short(call.args[0])
        later = sorted(n.lineno for n in names if n.id == given and n.lineno > line.lineno)
        if later:
            return Cause(
                f"Line {line.lineno} makes {made[0]}, and no line uses it: {given} itself goes on. Write {made[0]} in place of {given} in line "
                f"{later[0]}.",
                later[0],
            )
    return None


def numpys_resize(s: Situation) -> Cause | None:
    """``np.resize(ink, (height, width))``: NumPy's resize fills up, and scales nothing."""
    if s.code is not Code.DEMAND or s.function.name != "prepare_digit" or s.definition is None:
        return None
    for call in calls_in(s.definition):
        if s.own.dotted(call.func) == "numpy.resize":
            return Cause(
                "np.resize scales no picture: it fills the new shape with the old numbers, one after the other. Pillow's pictures "
                "scale: Image.fromarray(…).resize((width, height)), and np.asarray(…) makes an array of that.",
                call.lineno,
            )
    return None


def random_includes_the_end(s: Situation) -> Cause | None:
    """``random.randint(0, len(images))``."""
    found = re.search(r"index (\d+) is out of bounds for axis 0 with size \1\b", s.said)
    for item in s.nodes(ast.Subscript) if found else []:
        for call in calls_in(s.value_of(item.slice)):
            if s.last.dotted(call.func) == "random.randint":
                return Cause(
                    "Python's random.randint can give its last number too, and there is no image with that number. Draw with "
                    "rng, which leaves the end out: rng.integers(len(images)).",
                    call.lineno,
                )
    return None


def labels_as_rows(s: Situation) -> Cause | None:
    """``probabilities[labels]``: labels in the place of the row numbers."""
    found = re.search(r"index (\d+) is out of bounds for axis 0 with size (\d+)", s.said)
    for item in s.nodes(ast.Subscript) if found else []:
        place, array = short(item.slice), short(item.value)
        inner, outer = s.shape(place) or [], s.shape(array) or []
        one_for_each_row = len(outer) == 2 and inner == outer[:1]
        if found and one_for_each_row and int(found[1]) < outer[1]:
            return Cause(
                f"{array}[{place}] takes whole rows, with {place} as the numbers of rows. To take one number of each row: "
                f"{array}[np.arange(len({place})), {place}]"
            )
    return None


def name_of_a_layer_in_capitals(s: Situation) -> Cause | None:
    """``layer.name.startswith("Dense")``: Keras's names are small."""
    if s.code not in (Code.DEMAND, Code.EXCEPTION) or s.definition is None:
        return None
    for node in ast.walk(s.definition):
        parts = [node.func, *node.args] if isinstance(node, ast.Call) else []
        parts = [node.left, *node.comparators] if isinstance(node, ast.Compare) else parts
        asked = any(
            isinstance(n, ast.Attribute) and n.attr == "name"
            for part in parts
            for n in ast.walk(part)
        )
        for part in parts if asked else []:
            if isinstance(part, ast.Constant) and part.value in ("Dense", "Flatten", "Conv2D"):
                return Cause(
                    f'Keras writes the names of its layers in small letters: "{part.value.lower()}", not "{part.value}". To ask for the kind of a '
                    f"layer: isinstance(layer, keras.layers.{part.value}).",
                    part.lineno,
                )
    return None


def comma_for_colon(s: Situation) -> Cause | None:
    """``images[0, n]``, where a slice was meant."""
    dimensions = 3 if "out of bounds" in s.said else 1 if "too many indices" in s.said else 0
    for item in s.nodes(ast.Subscript) if s.error == "IndexError" else []:
        if not isinstance(item.slice, ast.Tuple) or len(item.slice.elts) != 2:
            continue
        first, second = item.slice.elts
        if ":" in short(item.slice):
            continue
        # A single pixel has three places, a label has one.
        far = (
            isinstance(second, ast.Constant)
            and isinstance(second.value, int)
            and second.value >= 100
        )
        on = isinstance(second, ast.BinOp) and short(second.left) == short(first)
        meant = far or on or short(second) == "n_valid"
        if meant and len(s.shape(short(item.value)) or []) == dimensions:
            ends = {short(first), short(second)} - {"0"}
            others = {
                node.lineno: None
                for node in (ast.walk(s.running) if s.running else ())
                if isinstance(node, ast.Subscript)
                and isinstance(node.slice, ast.Tuple)
                and len(node.slice.elts) == 2
                and not ends.isdisjoint(map(short, node.slice.elts))
                and node.lineno != s.line
            }
            *most, last = [*map(str, others)] or [""]
            lines = f"lines {', '.join(most)} and {last}" if most else f"line {last}"
            too = f" Change {lines} in the same way." if others else ""
            return Cause(
                f"A comma in the brackets names one place in each direction. A part, from … to …, is "
                f"written with a colon: {short(item.value)}[{short(first)}:{short(second)}].{too}"
            )
    return None


RULES = (
    to_categorical_labels,
    one_picture_to_predict,
    prepared_and_not_used,
    same_array_twice,
    made_and_not_used,
    numpys_resize,
    random_includes_the_end,
    name_of_a_layer_in_capitals,
    comma_for_colon,
    labels_as_rows,
)
