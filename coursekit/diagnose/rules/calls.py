"""Calls whose arguments stand in the wrong place or are too many, and whose result is lost, None, or of other parts."""

import ast
import re
from collections.abc import Sequence

from coursekit.diagnose.rules.arguments import KNOWN_ARGUMENTS
from coursekit.diagnose.situation import Cause, Situation, Source
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    defaults_of,
    first_name,
    given_to,
    names_in,
    own_code,
    returns_of,
    short,
    statements,
)
from coursekit.manifest import load_manifest
from coursekit.worker.names import Code

GIVE_NONE = {
    **dict.fromkeys(
        ("append", "extend", "insert", "reverse", "remove", "clear", "sort"),
        "changes the list itself",
    ),
    **dict.fromkeys(("add", "compile", "build", "set_weights", "pop"), "changes the model itself"),
    **dict.fromkeys(
        ("grid", "tick_params", "invert_yaxis", "margins", "autoscale", "set_axis_off"),
        "changes the Axes itself",
    ),
    **dict.fromkeys(
        ("shuffle", "seed", "fill", "itemset", "update", "assign_sub"), "changes the thing itself"
    ),
    **dict.fromkeys(
        (
            "print",
            "summary",
            "show",
            "close",
            "tight_layout",
            "savefig",
            "subplots_adjust",
            "set_size_inches",
        ),
        "does its work",
    ),
    **dict.fromkeys(("save", "save_weights", "export"), "writes a file"),
}
"""Methods that give back None, and what they do."""

_USUAL_NAMES = {"model": "model", "axes": "ax", "figure": "fig", "history": "history"}

_OF_AXES = {
    *("imshow", "set_title", "axis", "plot", "set_xticks", "set_yticks", "grid", "set_xlabel"),
    *("set_ylabel", "text", "bar", "tick_params", "set_axis_off"),
}
_OF_FIGURES = {"figure", "get_figure", "add_subplot", "savefig", "suptitle", "axes"}


def text_before_its_place(s: Situation) -> Cause | None:
    """``ax.text(matrix[i, j], j, i)``: the text first, as annotate takes it."""
    if s.code not in (Code.DEMAND, Code.EXCEPTION) or s.definition is None:
        return None
    for call in calls_in(s.definition, "text"):
        if len(call.args) < 3 or not all(isinstance(one, ast.Name) for one in call.args[1:3]):
            continue
        first = call.args[0]
        is_text = isinstance(first, ast.JoinedStr) or short(first).startswith("str(")
        if is_text or {short(one) for one in call.args[1:3]} <= names_in(first):
            return Cause(
                f"text takes the place first, and what is written third: {short(call.func)}(x, y, text, …). Here {short(first)} stands first.",
                call.lineno,
            )
    return None


def several_to_append(s: Situation) -> Cause | None:
    """``list.append(a, b)``."""
    if not re.search(r"list\.append\(\) takes exactly one argument \([2-9] given\)", s.said):
        return None
    for call in s.calls_of("append"):
        inside = ", ".join(short(a, 20) for a in call.args)
        return Cause(
            f"append takes one thing. Make one tuple of the {len(call.args)}: {short(call.func)}(({inside}))"
        )
    return None


def title_in_pieces(s: Situation) -> Cause | None:
    """``ax.set_title("Actual:", label)``: pieces with commas, as print takes them."""
    for call in s.nodes(ast.Call) if s.code is Code.EXCEPTION else []:
        name = called_name(call)
        takes_one_text = name in ("title", "set_title", "set_xlabel", "set_ylabel", "suptitle")
        texts = [a for a in call.args if isinstance(a, ast.Constant | ast.JoinedStr)]
        if takes_one_text and len(call.args) > 1 and texts:
            last = call.args[-1]
            if len(call.args) == 2 and isinstance(last, ast.Constant) and last.value in range(99):
                return Cause(
                    f"{name} takes one text. If {short(last)} is the size of its letters, write the name in front: fontsize={short(last)}"
                )
            pieces = [
                str(a.value)
                if isinstance(a, ast.Constant)
                else short(a, 70)[2:-1]
                if isinstance(a, ast.JoinedStr)
                else f"{{{short(a)}}}"
                for a in call.args
            ]
            if re.search(r"%[\d.]*[dsf]", pieces[0]):
                values = ", ".join(short(a) for a in call.args[1:])
                return Cause(
                    f"{name} takes one text, and gets {len(call.args)} things with commas between them. Values go into the places with % "
                    f"where a % joins them, in brackets: … % ({values})"
                )
            whole = f"{pieces[0].rstrip()} {pieces[1].lstrip()}" + (
                ", …" if len(pieces) > 2 else ""
            )
            return Cause(
                f"{name} takes one text, and gets {len(call.args)} things with commas between them. That is print's way. Make one text of "
                + (f'them: f"{whole}"' if len(whole) < 70 else "them, with an f-string.")
            )
    return None


def mean_in_the_first_place(s: Situation) -> Cause | None:
    """``rng.normal((9, 6))``: the first place is the mean, not the shape."""
    loops = [n for n in s.own.nodes if isinstance(n, ast.For | ast.comprehension)]
    for call in calls_in(s.own.tree, "normal") if s.code in (Code.EXCEPTION, Code.DEMAND) else []:
        first = call.args[0] if call.args else None
        sizes = [short(a) for a in call.args] if s.function.name == "init_params" else []
        of_a_loop = any({*sizes} <= names_in(loop.target) for loop in loops)
        if len(sizes) == 2 and not call.keywords and of_a_loop:
            return Cause(
                f"normal({', '.join(sizes)}) draws one number, around {sizes[0]}. Its first two places are the mean and the spread. Write: "
                f"normal(size=({', '.join(sizes)}))",
                call.lineno,
            )
        names = [keyword.arg for keyword in call.keywords]
        if len(call.args) == 2 and isinstance(call.args[1], ast.Tuple) and not names:
            how = (
                f"Write its name: size={short(call.args[1])}"
                if isinstance(first, ast.Constant)
                else f"Write: normal(0, {short(call.args[0])}, …)"
            )
            return Cause(
                f"normal takes three things: the mean, the spread, the shape. Here {short(call.args[0])} stands in the place of the mean, "
                f"and the shape in that of the spread. {how}",
                call.lineno,
            )
        is_spread = isinstance(first, ast.Name | ast.Call | ast.BinOp) and names == ["size"]
        if is_spread and len(sizes) == 1 and sizes[0] not in ("mean", "loc"):
            return Cause(
                f"In its first place, normal takes the mean of the numbers, and {sizes[0]} stands there. The mean is 0, and the spread "
                f"comes second: normal(0, {sizes[0]}, …)",
                call.lineno,
            )
        if isinstance(first, ast.Tuple) and "size" not in names:
            action = (
                f"Write its name: size={short(first)}. Then the mean is 0."
                if len(call.args) == 1
                else f"Put the mean in front, and the shape behind the rest: normal(0, …, {short(first)})."
            )
            return Cause(
                f"In its first place, normal takes the mean of the numbers, and the shape stands there. {action}",
                call.lineno,
            )
    return None


def none_from_a_method(s: Situation) -> Cause | None:
    """A name that is None because a method that only changes something was assigned to it."""
    if "NoneType" not in s.said:
        return None
    for node in s.nodes(ast.expr):
        base = _taken_of(node)
        if isinstance(base, ast.Call) and gives_none(base):
            return Cause(_none_sentence(base))
        if isinstance(base, ast.Name) and s.kind(base.id) == "NoneType":
            return _why_none(s.last, s.running, base.id, s.line) if s.running else None
    return None


def takes_itself_for_another(s: Situation) -> Cause | None:
    """A function that calls itself, because another one of the same name was meant."""
    if s.error != "RecursionError" or s.running is None:
        return None
    name = s.running.name
    for call in ast.walk(s.running):
        if isinstance(call, ast.Call) and short(call.func) == name:
            if hidden := _hidden_import(s, name):
                return Cause(hidden, call.lineno)
            other = _meant_instead(s, name)
            action = f"Did you mean {other}(…)?" if other else "Write the work itself in its place."
            return Cause(
                f"{name} calls itself in line {call.lineno}, again and again. {action}", call.lineno
            )
    return None


def _hidden_import(s: Situation, name: str) -> str:
    """Say how to call what was imported under the function's own name; empty when nothing was."""
    for node in s.last.tree.body:
        names = node.names if isinstance(node, ast.ImportFrom) else []
        if name not in [alias.asname or alias.name for alias in names]:
            continue
        action = (
            f"In line {node.lineno}, import it under another name, with `as`, and call that one."
        )
        if name == "load_data":
            action = "Import the module in its place: from coursekit import mnist. Then call mnist.load_data()."
        return (
            f"`def {name}` hides the {name} that line {node.lineno} imports, so the function calls itself again and again. "
            f"{action}"
        )
    return ""


def _meant_instead(s: Situation, name: str) -> str:
    """Say which function of nearly the same name was meant: the model's method, or another function of the file."""
    first = name.partition("_")[0]
    if name == "load_data" and "mnist" in s.last.imported:
        return "mnist.load_data"
    if (
        s.running
        and "model" in arguments_of(s.running)
        and first in ("predict", "evaluate", "fit", "compile")
    ):
        return f"model.{first}"
    others = [
        node.name
        for node in s.last.tree.body
        if isinstance(node, ast.FunctionDef) and node.name != name and not any(calls_in(node, name))
    ]
    return next((other for other in others if other.partition("_")[0] == first), "")


def _as_f_string(signs: Sequence[ast.AST]) -> str:
    """Write the beginning of a sum of a text and a number as an f-string."""
    for sign in signs:
        for node in ast.walk(sign):
            if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
                continue
            # Of a longer sum, what stands last in front of this +.
            left = node.left.right if isinstance(node.left, ast.BinOp) else node.left
            if isinstance(left, ast.Constant) and isinstance(left.value, str):
                text = left.value.replace("\n", "\\n")
                number = re.fullmatch(r"round\((.+), (\d)\)", short(node.right))
                # round drops a 0 at the end; a form in the brackets keeps as many digits as are asked for.
                value = f"{number[1]}:.{number[2]}f" if number else short(node.right)
                return f'f"{text}{{{value}}}"'
    return 'f"kernel_{n}"'


def method_without_its_owner(s: Situation) -> Cause | None:
    """``compile(…)`` for ``model.compile(…)``, ``imshow(…)`` for ``ax.imshow(…)``."""
    arguments = arguments_of(s.running)
    called = {short(call.func) for call in calls_in(s.running)} if s.running else set()
    for node in [*s.nodes(ast.Call), *s.nodes(ast.Name)]:
        name = short(node.func) if isinstance(node, ast.Call) else short(node)
        of_model = "model" in arguments and name in (
            "compile",
            "fit",
            "evaluate",
            "predict",
            "summary",
        )
        of_builtin = (
            s.error == "TypeError" and name == "compile" and s.said.startswith("compile() ")
        )
        unknown = s.error == "NameError" and s.field("name") == name
        # A variable without a value may be called text or axis, too.
        unknown = unknown and name in called
        given = [short(a) for call in s.nodes(ast.Call) for a in call.args[:1]]
        inside = " Inside the brackets, take it away." if given == ["model"] else ""
        if of_model and (unknown or of_builtin):
            return Cause(
                f"{name} belongs to the model. Write the model in front of it: model.{name}(…){inside}"
            )
        if unknown and name in _OF_AXES:
            return Cause(f"{name} belongs to an Axes. Write the Axes in front of it: ax.{name}(…)")
    return None


def text_and_number(s: Situation) -> Cause | None:
    """``"a" + 1``."""
    signs = [*s.nodes(ast.BinOp), *s.nodes(ast.AugAssign)]
    plus = any(isinstance(sign, ast.Add) for node in signs for sign in ast.iter_child_nodes(node))
    number = r"(?:numpy\.)?(?:int|float|uint)\d*"
    if re.search(rf"for &: '(?:str|{number})' and '(?:str|{number})'", s.said):
        return Cause(
            "& joins texts in other languages. In Python, one f-string holds text and numbers: each number stands in { }, inside the quotes. "
            'For example: f"Seconds: {seconds:.2f}". With :.2f behind a name, two digits follow the point.'
        )
    if not plus or not re.search(
        rf"can only concatenate str \(not \"{number}\"\)|for \+=?: '{number}' and 'str'", s.said
    ):
        return None
    # What was rounded before loses its zeros at the end.
    digits = ". With :.2f behind a name, two digits follow the point." if "float" in s.said else ""
    return Cause(
        "A text and a number can't be joined with +. Write an f-string: the number goes into { } inside the quotes. For example: "
        f"{_as_f_string(signs)}{digits}"
    )


def pairs_unpacked_at_once(s: Situation) -> Cause | None:
    """``X, y, X_valid, y_valid = train, valid``, and ``X, y = images[:5]``."""
    if "values to unpack" not in s.said or s.running is None:
        return None
    for node in statements(s.running.body):
        target = node.targets[0] if isinstance(node, ast.Assign) and node.lineno == s.line else None
        if not isinstance(target, ast.Tuple) or not isinstance(node, ast.Assign):
            continue
        names, value = [short(name) for name in target.elts], node.value
        parts = [*map(short, value.elts)] if isinstance(value, ast.Tuple) else []
        pairs = all(s.kind(one) in ("list", "tuple") and s.shape(one) == [2] for one in parts)
        # Also in train_test_split's order: X_train, X_valid, y_train, y_valid.
        labels = [name for name in names if re.search("^y|y$|label", name)]
        images = [name for name in names if name not in labels]
        if pairs and len(images) == len(labels) == len(parts):
            inside = ", ".join(f"({a}, {b})" for a, b in zip(images, labels, strict=True))
            return Cause(
                f"Each of the things on the right is a pair. Put brackets around the names, two by two: {inside} = …"
            )
        if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice):
            says = _slice_unpacked(s, value, value.slice) if len(names) == 2 else ""
            return Cause(says) if says else None
    return None


def _slice_unpacked(s: Situation, value: ast.Subscript, part: ast.Slice) -> str:
    """Say why a slice can't give two names their values; empty where it may be something else."""
    base, first = short(value.value), short(part.lower) if part.lower else "0"
    end = short(part.upper) if part.upper else ""
    is_shape, kind = base.endswith(".shape"), s.kind(base)
    if "got 1)" in s.said and (is_shape or kind in ("list", "tuple", "ndarray")):
        further = ""
        if first.isdecimal() and end == str(int(first) + 1):
            further = f" A slice ends in front of its second number: for two things, write {base}[{first}:{int(first) + 2}]."
        if further or end == f"{first} + 1" or (first, end) == ("-1", ""):
            alone = f" If the one thing is a pair, write {base}[{first}], without the colon."
            return f"{short(value)} holds one thing.{further}{'' if is_shape else alone}"
    if kind != "ndarray" or (part.lower and part.upper):
        return ""
    return (
        f"{short(value)} is one thing, and two names wait for a value. Write one for each, with a comma between: "
        f"{short(value)}, …"
    )


def table_unpacked(s: Situation) -> Cause | None:
    """``digit, probability = model.predict(…)``: rows of numbers, taken for a pair."""
    # Where the labels are at hand, evaluate was meant.
    asked = "values to unpack" in s.said and "labels" not in s.function.arguments
    for node in statements(s.running.body) if asked and s.running else []:
        if not isinstance(node, ast.Assign) or node.lineno != s.line:
            continue
        value = s.value_of(node.value)
        row = isinstance(value, ast.Subscript) and short(value.slice) == "0"
        made = s.value_of(value.value) if row and isinstance(value, ast.Subscript) else value
        if not isinstance(made, ast.Call) or not short(made.func).endswith(".predict"):
            continue
        what = (
            "Behind predict, [0] takes one row: a number for each class. Give it one name."
            if row
            else "predict gives a table, with a row of numbers for each image. Give it one name. For one image alone, [0] behind it takes the row."
        )
        return Cause(
            f"{what} In a row, argmax finds the place of the largest number, and max the number itself."
        )
    return None


def place_as_a_pair(s: Situation) -> Cause | None:
    """``ax.text((column, row), count)``, as ``annotate`` takes its place."""
    for call in s.nodes(ast.Call) if re.search(r"text\(\) missing .*'s'", s.said) else []:
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Tuple) and len(first.elts) == 2:
            inside = ", ".join(short(part) for part in first.elts)
            return Cause(
                f"text takes its place as two things, and the inner brackets make one of them. Take these away: {short(call.func)}({inside}, …)"
            )
    return None


def lambda_without_a_name(s: Situation) -> Cause | None:
    """``sorted(cells, key=lambda: cell[2])``."""
    if not re.search(r"<lambda>\(\) takes 0 positional arguments but 1", s.said):
        return None
    for node in ast.walk(s.running) if s.running else ():
        if isinstance(node, ast.Lambda) and not node.args.args:
            names = names_in(node.body) & {unknown.id for unknown in s.unknown_names}
            whole = f"{names.pop()}: {short(node.body)}" if len(names) == 1 else "thing: …"
            return Cause(
                f"This lambda is called with one thing, and has no name for it. The name stands behind the word: lambda {whole}",
                node.lineno,
            )
    return None


_COUNTS = re.compile("i|j|k|n|idx|index|place|position|epoch|number")
"""Names that people give to what counts along."""


def enumerate_gives_the_number_first(s: Situation) -> Cause | None:
    """``for layer, number in enumerate(layers)``: the names of the pair are the wrong way round."""
    if "'int' object" not in s.said or s.running is None:
        return None
    for loop in statements(s.running.body):
        if not isinstance(loop, ast.For) or not isinstance(loop.target, ast.Tuple):
            continue
        names, call = [*map(short, loop.target.elts)], loop.iter
        if len(names) != 2 or not isinstance(call, ast.Call) or called_name(call) != "enumerate":
            continue
        # shares[row] means a number; and (W, b) is the thing, second as it should be.
        places = [short(n.slice) for n in ast.walk(loop) if isinstance(n, ast.Subscript)]
        if names[0] in places or not isinstance(loop.target.elts[1], ast.Name):
            continue
        used = {first_name(node) for node in s.nodes(ast.expr)}
        # What is the thing: something is taken of it, or it is gone through.
        as_things = {
            short(n.iter if isinstance(n, ast.For | ast.comprehension) else n.value)
            for n in ast.walk(s.running)
            if isinstance(n, ast.Attribute | ast.Subscript | ast.For | ast.comprehension)
        }
        as_things |= {
            name for call in calls_in(loop) for arg in call.args for name in names_in(arg)
        }
        turned = names[0] in used and names[1] not in as_things and not _COUNTS.fullmatch(names[0])
        if turned and s.kind(names[0]) == "int":
            return Cause(
                f"enumerate gives the number first, then the thing. So {names[0]} is a number here. Turn the two names round: "
                f"for {names[1]}, {names[0]} in {short(call)}:",
                loop.lineno,
            )
    return None


def unpacked_wrongly(s: Situation) -> Cause | None:
    """A for loop over a tuple of arrays, or a value with another number of parts."""
    if "values to unpack" not in s.said and "cannot unpack" not in s.said:
        return None
    for loop in s.last.nodes:
        if not isinstance(loop, ast.For) or loop.lineno != s.line:
            continue
        if not isinstance(loop.target, ast.Tuple):
            continue
        if isinstance(loop.iter, ast.Tuple) and len(loop.iter.elts) > 1:
            inside = ", ".join(short(part) for part in loop.iter.elts)
            return Cause(
                f"This loop goes through {inside} one after the other. To take one part of each at a time: "
                f"zip({inside})."
            )
        if not all(isinstance(part, ast.Name) for part in loop.target.elts):
            continue
        what, names = short(loop.iter), [*map(short, loop.target.elts)]
        if s.kind(what) == "dict" and len(names) == 2:
            return Cause(
                f"{what} is a dict, and a loop over a dict gives its names alone. For names and values: {what}.items()"
            )
        array = re.sub(r"^enumerate\((.+)\)$", r"\1", what)
        if len(names) == 3 and ("ndenumerate" in what or len(s.shape(array) or ()) == 2):
            call = what if "ndenumerate" in what else f"np.ndenumerate({array})"
            return Cause(
                f"np.ndenumerate goes through all places and their values. Each place is a pair, so it stands in brackets: "
                f"for ({names[0]}, {names[1]}), {names[2]} in {call}:"
            )
        made = short(loop.iter.func) if isinstance(loop.iter, ast.Call) else ""
        if made in ("zip", "enumerate", "range") and isinstance(loop.iter, ast.Call):
            return Cause(_turns_of(s, loop.iter, names))
        value, place = names if len(names) == 2 else ("", "")
        if _COUNTS.fullmatch(place) and "cannot unpack" in s.said:
            return Cause(
                f"A loop over {what} gives its values alone. To have their places too, write enumerate; the place comes first: "
                f"for {place}, {value} in enumerate({what}):"
            )
        two = len(names) == 2 and len(s.shape(what) or ()) == 2
        places_there = [n for n in ast.walk(loop) if isinstance(n, ast.Subscript)]
        if two and any(names_in(n.slice) == {*names} for n in places_there):
            return Cause(
                f"A loop over {what} gives whole rows, and you need places. Write two loops, one in the other: for {names[0]} in "
                f"range(len({what})): and for {names[1]} in range(len({what}[0])):"
            )
        return Cause(
            f"Each turn should give {len(names)} things, but {what} gives something else. To count along, write "
            f"enumerate({what}); to go through two things at once, zip(…, …)."
        )
    return None


def _turns_of(s: Situation, call: ast.Call, names: list[str]) -> str:
    """Say what each turn over zip, enumerate or range gives, where other names wait for it."""
    made, gives = called_name(call), len(call.args)
    if made == "range":
        return (
            f"Each turn of range gives one number, and {len(names)} names wait for it. For rows and columns, write two loops, one "
            "inside the other."
        )
    if made == "enumerate":
        return (
            f"Each turn of enumerate gives 2 things, and {len(names)} names wait for them. A pair in it goes into brackets: "
            "for i, (a, b) in …"
        )
    only = call.args[0] if gives == 1 else None
    if isinstance(only, ast.Tuple) and len(only.elts) == len(names):
        return f"zip takes its {len(names)} things one by one, and the inner brackets make one thing of them. Take these away."
    pairs = [f"({a}, {b})" for a, b in zip(names[::2], names[1::2], strict=False)]
    of_lists = all(s.kind(short(part)) in ("list", "tuple") for part in call.args)
    if len(names) == 2 * gives and of_lists:
        return (
            f"Each turn of zip gives {gives} things, and each is a pair here. Put brackets around the names of a pair: "
            f"for {', '.join(pairs)} in {short(call)}:"
        )
    more = "Give zip one thing for each name, or write" if len(names) > gives else "Write"
    return (
        f"Each turn of zip gives {gives} things, and {len(names)} names wait for them. "
        f"{more} {gives} names."
    )


def first_axes_row(s: Situation) -> Cause | None:
    """What ``plt.subplots`` gives: one Axes, a row of them, or rows of rows."""
    made, names = _subplots_stored(s)
    line = made.lineno if made else s.line
    if re.search(r"'Axes' object is not (subscriptable|iterable)|'Axes' has no len", s.said):
        given = {keyword.arg for keyword in made.keywords} if made else set()
        several = made and (made.args or given & {"nrows", "ncols"})
        first = [n for n in ast.walk(s.running or s.last.tree) if isinstance(n, ast.Subscript)]
        if several and "squeeze" not in given:
            rows = [name for name in names[-1:] if f"{name}[0]" in map(short, first)]
            then = (
                f"then {rows[0]}[0] is always a row of Axes."
                if rows
                else "then write axes[0] wherever axes stands below."
            )
            return Cause(
                "For one picture, plt.subplots gives one Axes, and for several an array of them. Write squeeze=False into its "
                f"brackets: {then}",
                line,
            )
        if made and not several and s.function.returns == "figure":
            return Cause(
                "Without rows and columns in its brackets, plt.subplots makes one Axes. For n pictures in a row: "
                "plt.subplots(1, n, squeeze=False). Then axes[0][i] is one of them.",
                line,
            )
        return Cause("This is one Axes, not a row of them. Use it as it is, without [ ] or a loop.")
    missing = re.search(r"'(numpy\.ndarray|tuple)' object has no attribute '(\w+)'", s.said)
    if not missing or not made or missing[2] not in _OF_AXES | _OF_FIGURES:
        return None
    owners = {short(node.value) for node in s.nodes(ast.Attribute)}
    for part in (node.value for node in s.nodes(ast.Attribute)):
        row = isinstance(part, ast.Subscript) and short(part.value) in names
        if isinstance(part, ast.Subscript) and row and missing[1] != "tuple":
            axes, place = short(part.value), short(part.slice)
            return Cause(
                f"{axes} holds rows and columns of Axes here, so {axes}[{place}] is a whole row. Write {axes}.flat[{place}]: it counts all of "
                "them, one after the other."
            )
    loops = [n for n in statements(s.running.body) if isinstance(n, ast.For)] if s.running else []
    if not owners & {*names, *(name for loop in loops for name in assigned(loop))}:
        return None
    if missing[1] == "tuple":
        return Cause(
            "plt.subplots() gives two things: a Figure and its Axes. Take both: fig, ax = plt.subplots().",
            line,
        )
    many = any(covers(loop, s.line) or names_in(loop.iter) & {*names} for loop in loops)
    one = s.function.returns == "axes" and not many
    if len(made.args) == 2 and one and owners & {*names}:
        sizes = ", ".join(map(short, made.args))
        return Cause(
            f"In plt.subplots({sizes}), the numbers count rows and columns of pictures. For one picture, leave them away. A size in "
            f"inches has a name: plt.subplots(figsize=({sizes})).",
            line,
        )
    return Cause(
        "Here is an array of Axes in place of one. With several pictures, plt.subplots gives rows of Axes. Go through axes.flat, "
        "or take one of them: axes.flat[i]."
    )


def _subplots_stored(s: Situation) -> tuple[ast.Call | None, list[str]]:
    """Return the call of subplots whose result the function at work stores, and under which names."""
    for node in statements(s.running.body if s.running else []):
        call = node.value if isinstance(node, ast.Assign) and node.lineno <= s.line else None
        if isinstance(call, ast.Call) and called_name(call) == "subplots":
            return call, assigned(node)
    return None, []


def options_in_a_dict(s: Situation) -> Cause | None:
    """``ax.imshow(image, {"cmap": "binary"})``, as JavaScript takes options."""
    for call in s.nodes(ast.Call) if s.code is Code.EXCEPTION else []:
        if called_name(call) in ("DataFrame", "Series", "dict"):
            continue
        for place, value in enumerate(call.args):
            names = (
                value.keys if isinstance(value, ast.Dict) and (place or len(value.keys) > 1) else []
            )
            words = [str(key.value) for key in names if isinstance(key, ast.Constant)]
            if isinstance(value, ast.Dict) and words and {*words} <= {*KNOWN_ARGUMENTS}:
                options = [f"{w}={short(v)}" for w, v in zip(words, value.values, strict=False)]
                return Cause(
                    f"Options stand in the call itself, by their names, not in a dict: {called_name(call)}(…, {', '.join(options)})"
                )
    return None


def list_for_format(s: Situation) -> Cause | None:
    """``"{:.4f} {:.2f}".format(numbers)``: one list in place of a value for each brace."""
    for call in s.calls_of("format") if "unsupported format string passed" in s.said else []:
        if len(call.args) != 1 or call.keywords or not isinstance(call.func, ast.Attribute):
            continue
        given, text = call.args[0], s.value_of(call.func.value)
        length = [len(given.elts)] if isinstance(given, ast.List) else s.shape(short(given))
        braces = str(text.value).count("{") if isinstance(text, ast.Constant) else 0
        if braces > 1 and length == [braces]:
            return Cause(
                f"format takes the values one by one, and {short(given)} is one thing. Write a star in front of it: *{short(given)}"
            )
    return None


def one_argument_too_many(s: Situation) -> Cause | None:
    """``plt.subplots(1, n, (9, 3))``: an argument in a place that the call does not have."""
    found = re.search(
        r"([\w.]+)\(\) takes (?:from \d+ to )?(\d+) positional arguments? but (\d+)\b", s.said
    )
    for call in s.nodes(ast.Call) if found and s.error == "TypeError" else []:
        if not found or called_name(call) != _last_name(found[1]):
            continue
        itself = int(found[3]) - len(call.args)  # A method counts what stands in front of its dot.
        places = int(found[2]) - itself
        starred = any(isinstance(arg, ast.Starred) for arg in call.args)
        if starred or itself not in (0, 1) or not 0 <= places < len(call.args):
            return None
        return Cause(_without_a_place(s, call, places))
    return None


def another_thing_for_axes(s: Situation) -> Cause | None:
    """``plot_digit(image, label, rng)``: what is no Axes, in the place of ax."""
    frames, called = s.field("frames", []), s.running
    of_ax = any(short(node.value) == "ax" for node in s.nodes(ast.Attribute))
    # What a line of the called function stores in ax is never of these types.
    other = re.fullmatch(
        r"Generator|str|bool_?|u?int\d*|float\d*|Sequential|Functional", s.kind("ax")
    )
    if len(frames) < 2 or called is None or not of_ax or not other:
        return None
    file = s.last if s.last.file == frames[-2]["file"] else s.own
    line, elsewhere = int(frames[-2]["line"]), "" if file is s.last else f" of {file.file}"
    for call in calls_in(file.tree, called.name):
        given = dict(zip(arguments_of(called), call.args, strict=False))
        thing = given.get("ax", next((k.value for k in call.keywords if k.arg == "ax"), None))
        if covers(call, line) and thing is not None and called.name in load_manifest().functions:
            action = f"Take it away there: {called.name} makes an Axes itself."
            if s.function.returns == "figure":
                action = "Write one of your Axes there."
            elif re.match("u?int", s.kind("ax")):
                action = _place_among(s, call, thing) or action
            return Cause(
                f"Line {line}{elsewhere} hands {short(thing)} to {called.name} in the place of ax, where an Axes belongs. {action}",
                0 if elsewhere else line,
            )
    return None


def _place_among(s: Situation, call: ast.Call, thing: ast.expr) -> str:
    """Say what to do with the place that a call gets besides whole arguments, or besides what it took from there; empty where none is."""
    names = [short(one) for one in call.args]
    place = short(thing.slice) if isinstance(thing, ast.Subscript) else ""
    if place in names:
        return f"It comes too late because of {place}, which has no place in this call: take {place} away."
    wholes = [name for name in names if name in arguments_of(s.definition)]
    if not wholes or not isinstance(thing, ast.Name):
        return ""
    return (
        f"Hand on one thing of each instead: put [{thing.id}] behind {' and behind '.join(wholes)}."
    )


_THINGS = ("nothing", "one thing", "two things", "three things", "four things", "five things")


def _without_a_place(s: Situation, call: ast.Call, places: int) -> str:
    called, extra = called_name(call), call.args[places]
    what = short(extra)
    own = s.last.definitions(called)
    function = load_manifest().functions.get(called)
    takes = arguments_of(own[-1]) if own else function.arguments if function else None
    things = _THINGS[places] if places < len(_THINGS) else f"{places} things"
    if takes is not None and isinstance(call.func, ast.Name):
        given = [short(argument) for argument in call.args]
        others = [name for name in given if name not in takes]
        if set(takes[:places]) <= set(given) and len(others) == len(given) - places:
            return f"{called} takes {things}: {called}({', '.join(takes[:places])}). In this call, {', '.join(others)} has no place: take it away."
        return (
            f"{called} takes {things}: {called}({', '.join(takes)}). This call gives {len(call.args)}. Compare them, and take away "
            "what has no place. Or do some belong together, in brackets of their own?"
        )
    before = call.args[places - 1]
    word = before.value if places and isinstance(before, ast.Constant) else ""
    if isinstance(word, str) and word.lower() in KNOWN_ARGUMENTS:
        return (
            f"Here {short(before)} is a value of its own, not the name of the next one. Python writes both with =, the name without "
            f"quotes: {word.lower()}={what}"
        )
    name = _argument_meant(called, extra)
    if name:
        return f"By its place, {called} takes {things} here, and {what} is one more. Write its name in front: {name}={what}"
    return (
        f"By its place, {called} takes {things} here, and {what} is one more. Does it need its name, {called}(…, name={what})? Or "
        "does it belong together with others, in brackets of their own?"
    )


def _argument_meant(called: str, extra: ast.expr) -> str:
    """Return the name of the argument that a value without a place is for; empty when it is not certain."""
    pair = isinstance(extra, ast.Tuple) and len(extra.elts) == 2
    if pair and called in ("subplots", "figure", "plot", "hist", "bar", "boxplot"):
        return "figsize"
    if called == "reindex" and short(extra) == "0":
        return "fill_value"
    if called in ("text", "annotate") and short(extra) in ("'center'", "'left'", "'right'"):
        return "ha"
    if isinstance(extra, ast.Constant) and str(extra.value).startswith(("float", "int", "uint")):
        return "dtype"
    return short(extra) if short(extra) in KNOWN_ARGUMENTS else ""


def _last_name(said: str) -> str:
    """Return what code calls the function of an error's first words: Dense for ``Dense.__init__``."""
    owner, _, last = said.rpartition(".")
    called = owner.rpartition(".")[2] if last == "__init__" else last
    return called.strip("_").removesuffix("_dispatcher")


def number_of_arguments(s: Situation) -> Cause | None:
    """Too few arguments."""
    found = re.search(
        r"([\w.]+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.+)", s.said
    )
    for call in s.nodes(ast.Call) if found and s.error else []:
        if found and found[2] == "'ticks'" and called_name(call) in ("set_xticks", "set_yticks"):
            return Cause(
                f"{called_name(call)} wants a list of the places where ticks stand. For none: {short(call.func)}([])"
            )
        if not found or called_name(call) != _last_name(found[1]):
            continue
        name, own = _last_name(found[1]), s.last.definitions(_last_name(found[1]))
        owner = call.func.value if isinstance(call.func, ast.Attribute) else call.func
        if re.search(r"keras\.(\w+\.)*(Model|Sequential)$", s.last.dotted(owner)):
            return Cause(
                f"{short(owner)} is the class of all models. Write your own model in its place: model.{name}(…)"
            )
        handed_on = re.search(r"keras\.(losses|metrics|activations)\.", s.last.dotted(call.func))
        if handed_on and not given_to(call):
            return Cause(
                f"Brackets call {name} at once, and it has nothing to compute with yet. Keras calls it later. Hand it on without the brackets: "
                f'{short(call.func, 60)}. Or write its name in quotes: "{name}".'
            )
        if found[2] == "'units'" and (other := _other_name_of_units(call)):
            return Cause(
                f"{name} has no argument {other}. The number of neurons is called units there: units=…, or the number alone, in the "
                "first place."
            )
        if own and call.args and not call.keywords:
            # Python counts from the left: what it calls missing need not be what was forgotten.
            return Cause(
                f"{name} takes {', '.join(arguments_of(own[-1]))}, in this order. This call gives only "
                f"{', '.join(map(short, call.args))}. Write what is missing, in its place.{_made_for_chance(s, found[2])}"
            )
        return Cause(
            f"{name} needs more: {found[2]}. Write what is missing into the brackets of the call."
        )
    return None


def _other_name_of_units(call: ast.Call) -> str:
    """Return under which unknown name a Dense layer got a number: neurons, n_units, size."""
    known = r"(n_|num_)?(neurons?|units?|nodes?|size|hidden|out)\w*"
    names = [given.arg or "" for given in call.keywords]
    return next((name for name in names if re.fullmatch(known, name)), "")


def _made_for_chance(s: Situation, missing: str) -> str:
    """Say how to make a generator, where one is missing that the function at work does not have."""
    if "'rng'" not in missing or "rng" in arguments_of(s.running):
        return ""
    return " Before the loop, make the generator: rng = np.random.default_rng()."


def _taken_of(node: ast.expr) -> ast.expr | None:
    """Return what an expression takes something of: the list in ``cells.sort()[:3]``, the model in ``model.add``."""
    if isinstance(node, ast.Attribute | ast.Subscript):
        return node.value
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.value
    if isinstance(node, ast.Call) and node.args:
        return node.args[0]
    return node if isinstance(node, ast.Name) else None


def gives_none(call: ast.expr) -> bool:
    """Whether an expression is a call that gives back None."""
    if not isinstance(call, ast.Call):
        return False
    if not isinstance(call.func, ast.Attribute):
        return getattr(call.func, "id", "") == "print"
    # np.sort and np.insert give something new.
    return call.func.attr in GIVE_NONE and short(call.func.value) not in ("np", "numpy")


def _none_sentence(call: ast.Call) -> str:
    method = called_name(call)
    does = GIVE_NONE[method]
    owner = short(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    if method == "shuffle" and call.args:
        return (
            f"shuffle changes the array in its brackets and gives back None. What gives a shuffled copy is permutation: "
            f"{owner}.permutation({short(call.args[0])})"
        )
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
        return (
            f"{method} {does} and gives back None. Give the thing a name first: thing = {owner}. Then write thing.{method}(…) in a line "
            "of its own, and so each call that follows. Return thing itself."
        )
    then = (
        f"go on with {owner} in the next one"
        if owner and does != "does its work"
        else "use what you have without it"
    )
    return f"{method} {does} and gives back None. Call it in a line of its own, and {then}."


def _draws_beside(function: ast.FunctionDef) -> str:
    """Say what plt.imshow becomes on an Axes, where a function draws without the one it is given."""
    names = [called_name(call) for call in calls_in(function) if short(call.func) == "plt.imshow"]
    return ". Then draw on it: ax.imshow(…), not plt.imshow(…)" if names else ""


def _why_none(file: Source, function: ast.FunctionDef, name: str, line: int) -> Cause | None:
    """Say why a name is None: an argument that nobody gave, or a line that stored None."""
    found = [n for n in statements(function.body) if name in assigned(n)]
    lines = [n for n in found if n.lineno < line]
    # In a loop, this line or a later one may have stored it in the turn before.
    later = [n for n in found if n.lineno >= line and isinstance(n, ast.Assign)]
    in_a_turn = [n for n in later if gives_none(n.value)]
    last = in_a_turn[0] if in_a_turn else lines[-1] if lines else None
    if isinstance(last, ast.Assign) and isinstance(last.value, ast.Call):
        if gives_none(last.value):
            does = _none_sentence(last.value).replace("Call it", "Write the call")
            also = (n for n in found if isinstance(n, ast.Assign) and n is not last)
            return Cause(
                f"Line {last.lineno} stores None in {name}. {does}",
                last.lineno,
                also=tuple(f"line {n.lineno}" for n in also if gives_none(n.value)),
            )
        called = short(last.value.func)
        own = file.definitions(called)
        if own:
            why = (
                f"gives None in some case. If that is meant, ask first: if {name} is None"
                if returns_of(own[-1])
                else "gives nothing back. Does it have a return line?"
            )
            return Cause(
                f"{name} is None: {called}, called in line {last.lineno}, {why}", last.lineno
            )
    default = defaults_of(function).get(name)
    if lines or not isinstance(default, ast.Constant) or default.value is not None:
        return None
    made = [
        other
        for node in statements(function.body)
        if isinstance(node, ast.Assign)
        and any(calls_in(node.value, made_by) for made_by in ("subplots", "gca", "axes"))
        for other in assigned(node)
        if "ax" in other.lower()
    ]
    if name == "ax" and made:
        return Cause(
            f"ax is None when the caller gives none. Your function then makes an Axes, and calls it {made[0]}. Call it ax there, too.",
            line,
        )
    if name == "ax":
        return Cause(
            "ax is None when the caller gives none. Make one first, in the function's first line: "
            f"if ax is None: fig, ax = plt.subplots(){_draws_beside(function)}",
            line,
        )
    return Cause(
        f"{name} is None when the caller gives none. Use it only inside: if {name} is not None:",
        line,
    )


def calls_given_none(s: Situation) -> Cause | None:
    """A function that returns what such a method gives back."""
    if s.code is not Code.WRONG_KIND or s.field("seen_kind") != "none" or s.definition is None:
        return None
    returns = [n for n in statements(own_code(s.definition)) if isinstance(n, ast.Return)]
    if len(returns) != 1 or returns[0] not in s.definition.body:
        return None
    value, line = returns[0].value, returns[0].lineno
    if isinstance(value, ast.Name):
        return _why_none(s.own, s.definition, value.id, line)
    if not isinstance(value, ast.Call) or not gives_none(value):
        return None
    method = called_name(value)
    if method == "print":
        return Cause(
            "print shows a text and gives back None. Return the text itself: return …, without print.",
            line,
        )
    if GIVE_NONE[method] == "does its work" and s.function.returns in _USUAL_NAMES:
        known = {name for n in statements(s.definition.body) for name in assigned(n)}
        usual, owner = _USUAL_NAMES[s.function.returns], first_name(value.func)
        # Where an Axes is wanted, what such a method belongs to is the Figure.
        names = [usual] if usual == "ax" else [usual, owner]
        found = [name for name in names if name in known | {*arguments_of(s.definition)}]
        thing = found[0] if found else {"ax": "plt.gca()", "fig": "plt.gcf()"}.get(usual, usual)
        how = f"Return the thing itself: return {thing}"
        if not found and owner != "plt":
            how = f"Give the thing itself a name first: {usual} = … Then write: return {usual}"
        return Cause(
            f"The function returns what {method} gives back, and that is None. {how}", line
        )
    does = _none_sentence(value)
    if isinstance(value.func, ast.Attribute) and isinstance(value.func.value, ast.Name):
        # What a learner goes on with is what the line was to return.
        does = re.sub(r"go on with (\w+) in the next one", r"write return \1 in the next one", does)
    return Cause(f"The function returns what {method} gives back. {does}", line)


RULES = (
    text_before_its_place,
    several_to_append,
    title_in_pieces,
    mean_in_the_first_place,
    none_from_a_method,
    takes_itself_for_another,
    method_without_its_owner,
    text_and_number,
    pairs_unpacked_at_once,
    table_unpacked,
    place_as_a_pair,
    lambda_without_a_name,
    enumerate_gives_the_number_first,
    unpacked_wrongly,
    first_axes_row,
    options_in_a_dict,
    list_for_format,
    another_thing_for_axes,
    one_argument_too_many,
    number_of_arguments,
    calls_given_none,
)
