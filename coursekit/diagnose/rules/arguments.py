"""Arguments: swapped, not handed on, handed on in another's place, or not known to the call."""

import ast
import difflib
import re
from collections.abc import Iterator
from itertools import combinations

from coursekit.diagnose.library_names import PARTS
from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    defaults_of,
    first_name,
    given_back,
    given_to,
    names_in,
    own_code,
    returns_of,
    short,
    statements,
)
from coursekit.manifest import load_manifest
from coursekit.worker.names import Code

KNOWN_ARGUMENTS = (
    *(
        "figsize",
        "nrows",
        "ncols",
        "cmap",
        "squeeze",
        "ylim",
        "xlim",
        "label",
        "color",
        "fontsize",
        "ha",
        "va",
        "horizontalalignment",
        "verticalalignment",
        "alpha",
        "linewidth",
        "title",
    ),
    *(
        "epochs",
        "batch_size",
        "validation_data",
        "verbose",
        "shuffle",
        "callbacks",
        "steps_per_epoch",
        "class_weight",
    ),
    *(
        "optimizer",
        "loss",
        "metrics",
        "learning_rate",
        "momentum",
        "steps_per_execution",
        "from_logits",
        "activation",
        "units",
    ),
    *(
        "filters",
        "kernel_size",
        "pool_size",
        "strides",
        "padding",
        "rate",
        "input_shape",
        "shape",
        "name",
        "return_dict",
    ),
    *(
        "axis",
        "dtype",
        "keepdims",
        "size",
        "low",
        "high",
        "loc",
        "scale",
        "weights",
        "initial",
        "out",
        "where",
        "endpoint",
    ),
    *(
        "fill_value",
        "index",
        "columns",
        "normalize",
        "ascending",
        "by",
        "inplace",
        "key",
        "reverse",
        "start",
        "resample",
    ),
    *(
        "initial_learning_rate",
        "decay_steps",
        "warmup_target",
        "warmup_steps",
        "patience",
        "restore_best_weights",
    ),
)
"""Arguments of the calls that lessons and tutorials make."""

_UNKNOWN = (
    r"unexpected keyword argument '?(\w+)|not recognized: \{'(\w+)'|Unrecognized keyword arguments passed to \w+: \{'(\w+)'"
    r"|has no property '(\w+)'|keyword (\w+) is not recognized|'(\w+)' is an invalid keyword argument for sort"
)
"""What libraries say of an argument that they do not have."""

_TAKE = {
    "activation": ("Dense", "Conv2D"),
    "axis": (
        "argmax",
        "argmin",
        "max",
        "min",
        "sum",
        "mean",
        "sort",
        "argsort",
        "concatenate",
        "stack",
    ),
    "keepdims": ("sum", "max", "mean"),
    "dtype": ("array", "asarray", "zeros", "ones", "empty", "zeros_like", "empty_like"),
    "verbose": ("fit", "evaluate", "predict"),
    "batch_size": ("fit", "evaluate", "predict"),
    "epochs": ("fit",),
    "validation_data": ("fit",),
    "learning_rate": PARTS["keras.optimizers"],
    "momentum": ("SGD", "RMSprop", "BatchNormalization"),
    "cmap": ("imshow", "matshow"),
    "figsize": ("subplots", "figure", "plot"),
    "nrows": ("subplots",),
    "ncols": ("subplots",),
    "fill_value": ("reindex",),
    "minlength": ("bincount",),
    "size": ("integers", "normal", "uniform", "choice"),
    "key": ("sorted", "sort", "max", "min"),
    "reverse": ("sorted", "sort"),
    "label": ("plot", "bar", "hist", "scatter"),
    "initial": ("max", "min", "sum"),
    "start": ("enumerate", "sum"),
    "shape": ("Input", "zeros", "ones", "empty", "full"),
    "name": (*PARTS["keras.layers"], "Sequential", "Model", "Series"),
    "filters": ("Conv2D",),
    "strides": ("Conv2D", "MaxPooling2D", "MaxPool2D", "AveragePooling2D"),
}
"""Which calls take an argument: one of them may be the one that it was meant for."""

_ELSEWHERE = {
    **{
        (name, order): f"It always sorts upwards. Turn the result round: np.{name}(x)[::-1]."
        for name in ("argsort", "sort")
        for order in ("reverse", "descending", "decreasing", "ascending", "desc", "asc")
    },
    **{
        ("sorted", order): "With reverse=True, the largest come first."
        for order in ("descending", "decreasing", "ascending", "desc", "asc")
    },
    (
        "sorted",
        "cmp",
    ): "Python 3 knows no cmp. key=… takes a function of one thing that says by what to sort: key=lambda cell: cell[…]. "
    "With reverse=True, the largest come first.",
    ("sorted", "by"): "key=… takes a function that says by what to sort.",
    **{(name, "dim"): "NumPy calls it axis=…." for name in ("sum", "mean", "max", "argmax", "exp")},
    ("imshow", "color"): "imshow takes its colours with cmap=….",
    **{
        ("fit", name): "It belongs to compile. Where the model comes compiled, take it away."
        for name in ("steps_per_execution", "loss", "optimizer", "metrics")
    },
    ("fit", "learning_rate"): "The optimizer takes it. If the model comes compiled, take it away.",
    ("evaluate", "validation_data"): "evaluate takes images and labels as its first two things.",
    **{
        (optimizer, argument): f"It belongs to compile: model.compile(…, {argument}=…)."
        for optimizer in PARTS["keras.optimizers"]
        for argument in ("steps_per_execution", "metrics", "loss")
    },
    **{
        ("fit", name): "Keras calls it validation_data: validation_data=valid, one pair."
        for name in (
            "eval_set",
            "eval_data",
            "test_data",
            "valid_data",
            "val_data",
            "valid",
            "validation_set",
        )
    },
    ("predict", "batchsize"): "It is called batch_size=….",
    **{(name, "labels"): "Keras calls them y=…." for name in ("fit", "evaluate")},
    **{
        (
            schedule,
            argument,
        ): "The first rate is called initial_learning_rate=…. The highest one, after a warm-up, is "
        "warmup_target=…: CosineDecay alone has it."
        for schedule in PARTS["keras.optimizers.schedules"]
        for argument in ("initial_lr", "learning_rate", "lr")
        if "Decay" in schedule and "Piecewise" not in schedule
    },
    ("resize", "filter"): "Pillow calls it resample=….",
    **{
        (
            name,
            "descending",
        ): "It is called ascending: with ascending=False, the largest come first."
        for name in ("sort_values", "value_counts")
    },
    **{
        (
            schedule,
            argument,
        ): "The schedule with a warm-up is keras.optimizers.schedules.CosineDecay."
        for schedule in ("CosineDecayRestarts", "ExponentialDecay", "PolynomialDecay")
        for argument in ("warmup_target", "warmup_steps")
    },
}
"""Arguments that other calls have, and what to write."""

_WITH_SET = "title|[xy](?:label|lim|ticks|scale)"
"""What plt has, and an Axes only with set_ in front."""

_CHANGE = ("append", "extend", "insert", "update", "setdefault", "pop", "remove", "clear", "sort")
"""Methods that change a list or a dict."""

_TAKES_TEXTS = re.compile(r"set_|get|pop|text$|title$|print$|x?y?label$|legend$|annotate$|format$")
"""Calls in which the name of an argument may be meant as a word."""

_TEXTS = ("label", "title", "name", "x", "y", "key", "columns", "index")


def default_is_made_once(s: Situation) -> Cause | None:
    """``def build_mlp(…, model=keras.Sequential())``: every call goes on with the same thing."""
    if not s.was_called or s.definition is None:
        return None
    for name, default in defaults_of(s.definition).items():
        if name not in s.function.arguments and _keeps_changes(s.definition, name, default):
            return Cause(
                f"What stands behind {name}= in the first line is made once, when the file is read. Each call goes on with it. "
                f"Take {name} out of the first line, and make it anew below it.",
                default.lineno,
            )
    return None


def _keeps_changes(function: ast.FunctionDef, name: str, default: ast.expr) -> bool:
    """Whether a function changes a list or dict that is its default, or uses a thing that a call made."""
    body = [*ast.walk(ast.Module(function.body, []))]
    calls = [node for node in body if isinstance(node, ast.Call)]
    methods = {
        call.func.attr
        for call in calls
        if isinstance(call.func, ast.Attribute) and short(call.func.value) == name
    }
    if isinstance(default, ast.Call):
        given = [arg for call in calls for arg in given_to(call)]
        given += [n.value for n in body if isinstance(n, ast.Return) and n.value]
        return bool(methods) or any(short(value) == name for value in given)
    stored = [n for n in body if isinstance(n, ast.Subscript) and isinstance(n.ctx, ast.Store)]
    changed = bool(methods & {*_CHANGE}) or any(first_name(node) == name for node in stored)
    return isinstance(default, ast.List | ast.Dict) and changed


def seed_for_a_generator(s: Situation) -> Cause | None:
    """``shift_images(images, 42)``: a number where a random generator is wanted."""
    if not re.search(
        r"'int' object has no attribute '(?:integers|normal|permut|shuffle|choice|random|uniform)",
        s.said,
    ):
        return None
    frames = s.field("frames", [])
    line = frames[-2]["line"] if len(frames) > 1 else s.line
    made = [n for n in ast.walk(s.definition or ast.Module([], [])) if isinstance(n, ast.Assign)]
    for node in made if len(frames) > 1 else []:
        if isinstance(node.value, ast.Call) and called_name(node.value) == "default_rng":
            return Cause(
                f"A random generator is wanted there, and here is a number. Line {node.lineno} makes one: {short(node.targets[0])}. Hand it on "
                "in this place.",
                line,
            )
    return Cause(
        "A random generator is wanted there, and here is a number, a seed. Make a generator of it, once, above all loops: "
        "rng = np.random.default_rng(…). Then hand rng on.",
        line,
    )


def arguments_swapped(s: Situation) -> Cause | None:
    """A call of one of the course's functions with its arguments in another order."""
    if not s.was_called or s.definition is None:
        return None
    for call in calls_in(s.definition):
        called = _course_function(s, call)
        if not called or call.keywords or len(call.args) < 2:
            continue
        wanted = [_plain(name) for name in called[1]]
        given = [_plain(first_name(arg)) for arg in call.args]
        swapped = [
            name
            for n, name in enumerate(given)
            if name in wanted and n < len(wanted) and wanted[n] != name
        ]
        if len(swapped) > 1 and all(wanted[given.index(name)] in given for name in swapped):
            return Cause(
                f"Line {call.lineno} gives {called[0]} its arguments in another order than it takes them. "
                f"It takes: {called[0]}({', '.join(called[1])}).",
                call.lineno,
            )
    return None


def given_in_another_place(s: Situation) -> Cause | None:
    """A value that is handed on to another function of the file, in the place of another argument."""
    frames, called = s.field("frames", []), s.running
    if s.code is not Code.EXCEPTION or len(frames) < 2 or called is None:
        return None
    names, line = arguments_of(called), frames[-2]["line"]
    for call in calls_in(s.own.tree, called.name):
        for name, given in zip(names, call.args, strict=False):
            if not covers(call, line) or not isinstance(given, ast.Name) or given.id == name:
                continue
            if given.id in names:
                return Cause(
                    f"In line {line}, {called.name} gets {given.id} in the place of {name}. "
                    f"It takes: {called.name}({', '.join(names)}).",
                    line,
                )
    return None


def argument_not_handed_on(s: Situation) -> Cause | None:
    """An argument that a course function takes too, and that is used nowhere."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    own, used = arguments_of(s.definition), names_in(ast.Module(s.definition.body, []))
    for call in calls_in(s.definition):
        called = _course_function(s, call)
        given = [keyword.arg for keyword in call.keywords]
        if not called or None in given or any(isinstance(a, ast.Starred) for a in call.args):
            continue
        missing = [
            name
            for name in called[1][len(call.args) :]
            if name in own and name not in used and name not in given
        ]
        if missing:
            handed = ", ".join(f"{name}={name}" for name in missing)
            return Cause(
                f"Line {call.lineno} does not hand {' and '.join(missing)} on to {called[0]}, which then takes its own. Write: "
                f"{called[0]}(…, {handed}).",
                call.lineno,
            )
    return None


def stored_over_another(s: Situation) -> Cause | None:
    """``X_train, y_train = train``, and below it ``X_train, y_valid = valid``."""
    if s.code not in (Code.EXCEPTION, Code.DEMAND) or s.definition is None:
        return None
    pairs = [
        node
        for node in own_code(s.definition)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Tuple)
        and short(node.value) in arguments_of(s.definition)
    ]
    for first, second in combinations(pairs, 2):
        between = [n for n in own_code(s.definition) if first.lineno < n.lineno < second.lineno]
        read = {name for node in between for name in names_in(node)}
        twice = [n for n in assigned(second) if n in assigned(first) and n not in read]
        if twice and short(first.value) != short(second.value) and twice[0] != "_":
            return Cause(
                f"Line {first.lineno} stores a part of {short(first.value)} as {twice[0]}, and line {second.lineno} stores a part of "
                f"{short(second.value)} over it. Give the second one another name, and write it where you mean it.",
                second.lineno,
            )
    return None


def dict_replaced_by_a_list(s: Situation) -> Cause | None:
    """``weights = {}``, and in the loop ``weights = layer.get_weights()``."""
    if "list indices must be integers or slices, not str" not in s.said or s.running is None:
        return None
    for item in s.nodes(ast.Subscript):
        name = short(item.value)
        stored = [n for n in statements(s.running.body) if name in assigned(n)]
        dicts = [n for n in stored if isinstance(getattr(n, "value", None), ast.Dict)]
        others = [n for n in stored if n not in dicts and n.lineno <= s.line]
        if dicts and others:
            return Cause(
                f"{name} is a dict in line {dicts[0].lineno}. Line {others[-1].lineno} stores something else under the same name. Give "
                f"that another name, and write it where you mean it.",
                others[-1].lineno,
            )
    return None


def validation_set_as_a_share(s: Situation) -> Cause | None:
    """``validation_split=valid``, or ``*valid`` among fit's places."""
    if s.code not in (Code.EXCEPTION, Code.DEMAND) or s.definition is None:
        return None
    arguments = arguments_of(s.definition)
    for call in calls_in(s.definition, "fit"):
        if any(keyword.arg == "validation_data" for keyword in call.keywords):
            continue
        for keyword in call.keywords:
            if keyword.arg == "validation_split" and short(keyword.value) in arguments:
                return Cause(
                    "validation_split wants a share of the training images, such as 0.1. A pair of images and labels goes into "
                    f"another argument: validation_data={short(keyword.value)}.",
                    call.lineno,
                )
            given = any(arg.arg == "valid" for arg in s.definition.args.args)
            if keyword.arg == "validation_split" and given and s.code is Code.DEMAND:
                return Cause(
                    "validation_split cuts the validation set off the training images. You were given one: write "
                    "validation_data=valid in its place.",
                    call.lineno,
                )
        stars = [arg for arg in call.args if isinstance(arg, ast.Starred)]
        if len(stars) == len(call.args) == 2 and short(stars[1].value) in arguments:
            return Cause(
                f"After images and labels, fit's next places are batch_size and epochs: {short(stars[1])} lands there. Write it "
                f"by its name: validation_data={short(stars[1].value)}.",
                call.lineno,
            )
    return None


def part_of_the_images(s: Situation) -> Cause | None:
    """``fit(X[:batch_size], …)``: the first ones only."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    given = _given(s.definition)
    aside = [*_loops(s.definition), *calls_in(s.definition, "print")]
    left_out = {call for node in aside for call in ast.walk(node)}
    for name in ("fit", "evaluate", "predict"):
        calls = [c for c in calls_in(s.definition, name) if c.args and c not in left_out]
        if any(short(call.args[0]) in given for call in calls):
            continue
        for call in calls:
            first = call.args[0]
            if (
                isinstance(first, ast.Subscript)
                and short(first.value) in given
                and _cuts(s.definition, first)
            ):
                labels = "" if name == "predict" else ", and the labels in the same way"
                return Cause(
                    f"{name} gets only a part of the images: {short(first)}. Give it all: {short(first.value)}{labels}.",
                    call.lineno,
                )
    return None


def scaled_already(s: Situation) -> Cause | None:
    """Images divided by 255 in a function that gets scaled ones: all of those with a model."""
    takes = {*arguments_of(s.definition)}
    scaled = {"model"} <= takes and ({"images"} <= takes or {"train", "valid"} <= takes)
    if s.code is not Code.DEMAND or s.definition is None or not scaled:
        return None
    asked = [n for n in ast.walk(s.definition) if isinstance(n, ast.If | ast.IfExp)]
    # Whoever asks for the largest pixel first divides only where it is right.
    in_questions = {node for question in asked for node in ast.walk(question)}
    for node in ast.walk(s.definition):
        if not isinstance(node, ast.BinOp | ast.AugAssign) or node in in_questions:
            continue
        left, right = (
            (node.left, node.right) if isinstance(node, ast.BinOp) else (node.target, node.value)
        )
        if isinstance(left, ast.Call) and isinstance(left.func, ast.Attribute):
            left = left.func.value
        if (
            isinstance(node.op, ast.Div)
            and short(left).startswith(("images", "X", "x_", "train"))
            and short(right) in ("255", "255.0")
        ):
            return Cause(
                f"The images that come in are scaled already, from 0 to 1. Line {node.lineno} divides them by 255 once more. Take "
                "the division away.",
                node.lineno,
            )
    return None


def figsize_as_one_number(s: Situation) -> Cause | None:
    """``figsize=8``."""
    known = s.code is Code.EXCEPTION and not re.search(_UNKNOWN, s.said)
    for call in s.nodes(ast.Call) if known else []:
        for keyword in call.keywords:
            if (
                keyword.arg == "figsize"
                and isinstance(keyword.value, ast.Constant)
                and keyword.value.value is not None
            ):
                return Cause(
                    "figsize takes two numbers in brackets, width and height: figsize=(8, 5)."
                )
        numbers = [short(arg) for arg in call.args if short(arg).isdecimal()]
        # An Axes' own plot takes numbers; a table takes them for columns.
        if (
            short(call.func).endswith(".plot")
            and s.error != "AttributeError"
            and len(numbers) == 2 == len(call.args)
        ):
            return Cause(
                f"plot takes the size by its name, as a pair: figsize=({numbers[0]}, {numbers[1]})."
            )
    return None


def argument_of_a_neighbour(s: Situation) -> Cause | None:
    """``model.add(Dense(units), activation="relu")``: a bracket is closed too early, or too late."""
    found = re.search(_UNKNOWN, s.said)
    name = next(part for part in found.groups() if part) if found else ""
    calls = [
        call
        for node in s.last.nodes
        if isinstance(node, ast.stmt) and covers(node, s.line) and not hasattr(node, "body")
        for call in calls_in(node)
    ]
    wrong = [call for call in calls if any(keyword.arg == name for keyword in call.keywords)]
    for call in wrong if len(wrong) == 1 else []:
        for other in calls:
            inside, around = other in ast.walk(call), call in ast.walk(other)
            # An optimizer's first place is its learning_rate.
            has_it = name in [keyword.arg for keyword in other.keywords]
            has_it = has_it or (name == "learning_rate" and bool(other.args))
            if (
                other is not call
                and not has_it
                and (inside or around)
                and called_name(other) in _TAKE.get(name, ())
            ):
                return Cause(
                    f"{called_name(call)} has no argument {name}, and {called_name(other)} has. A bracket closes in the wrong "
                    f"place. Write {name}=… inside the brackets of {called_name(other)}(…)."
                )
    return None


def argument_unknown(s: Situation) -> Cause | None:
    """An argument that the call does not have: misspelt, or another call's."""
    found = re.search(_UNKNOWN, s.said)
    if not found:
        return None
    name = next(part for part in found.groups() if part)
    written = [
        inner
        for call in s.nodes(ast.Call)
        for inner in ast.walk(call)
        if isinstance(inner, ast.Call) and any(keyword.arg == name for keyword in inner.keywords)
    ]
    if not written:
        return _among_options(s, name)
    said_of = re.search(r"(\w+)\(\) got an unexpected", s.said)
    named = [call for call in written if said_of and called_name(call) == said_of[1]]
    return _not_known_to((named or written)[0], name, s)


def _not_known_to(call: ast.Call, name: str, s: Situation) -> Cause:
    """Say of a call that it does not have this argument, and what to write."""
    called = called_name(call)
    if own := s.last.definitions(short(call.func)):
        takes = ", ".join(arguments_of(own[-1]))
        return Cause(f"{called} has no argument {name}. It takes: {called}({takes}).")
    given = {keyword.arg: keyword.value for keyword in call.keywords}
    if called == "compile" and name in ("learning_rate", "momentum"):
        return Cause(f"compile has no argument {name}. {_of_the_optimizer(given, name)}")
    close = difflib.get_close_matches(name, KNOWN_ARGUMENTS, n=3, cutoff=0.7)
    # A list's own sort, which does what sorted does, and not NumPy's.
    table = "sorted" if "for sort()" in s.said else called
    for word in (name, *close):
        if instead := _ELSEWHERE.get((table, word)):
            also = " And keepdim is called keepdims=…." if "keepdim" in given else ""
            return Cause(f"{called} has no argument {name}. {instead}{also}")
    if name in ("X", "Y"):
        return Cause(f"The call names this argument with a small letter: {name.lower()}=….")
    if name.startswith("validation_") and "validation_data" in given:
        return Cause(
            f"{called} has no argument {name}. validation_data takes images and labels together, as a pair: (images, labels)."
        )
    near = [word for word in close if called in _TAKE.get(word, (called,))]
    if near and name not in close and near[0] not in given:
        return Cause(f"The call has no argument {name}. Did you mean: {near[0]}=…?")
    return Cause(
        f"{called} has no argument {name}. See in the notebook how the call is written there: has it another name? If nothing like it is "
        "there, take it away."
    )


def _of_the_optimizer(given: dict[str | None, ast.expr], name: str) -> str:
    """Say where an argument of the optimizer belongs, when compile got it."""
    optimizer = given.get("optimizer")
    if isinstance(optimizer, ast.Call | ast.Name):
        return "It belongs to the optimizer: write it in the brackets that make that one, and only there."
    text = optimizer.value if isinstance(optimizer, ast.Constant) else ""
    kind = next((kind for kind in _TAKE[name] if kind.lower() == str(text).lower()), "SGD")
    return f"The optimizer takes it. In place of a name in quotes, give one: keras.optimizers.{kind}({name}=…)."


def _among_options(s: Situation, name: str) -> Cause | None:
    """Say where a dict for ``**options`` holds a name that the call does not know."""
    starred = any(keyword.arg is None for call in s.nodes(ast.Call) for keyword in call.keywords)
    near = difflib.get_close_matches(name, KNOWN_ARGUMENTS, n=1, cutoff=0.85)
    for node in ast.walk(s.running) if starred and near and s.running else ():
        if isinstance(node, ast.Constant) and node.value == name:
            return Cause(
                f'The call has no argument {name}. Did you mean "{near[0]}"? It stands in line {node.lineno}.',
                node.lineno,
            )
    return None


def axes_as_an_argument(s: Situation) -> Cause | None:
    """``plt.imshow(image, ax=ax)``, as pandas and seaborn take it."""
    for call in s.nodes(ast.Call) if re.search(r"argument '?ax\b|property 'ax'", s.said) else []:
        of_matplotlib = s.last.dotted(call.func).startswith("matplotlib.")
        if of_matplotlib and any(keyword.arg == "ax" for keyword in call.keywords):
            name = called_name(call)
            name = f"set_{name}" if re.fullmatch(_WITH_SET, name) else name
            return Cause(
                f"Only pandas takes ax=… in its brackets. To draw on an Axes with matplotlib, write it in front: ax.{name}(…), without "
                "ax=."
            )
    return None


def taken_from_one_part(s: Situation) -> Cause | None:
    """``X, y = train[0]``."""
    if "values to unpack" not in s.said or s.running is None:
        return None
    arguments = arguments_of(s.running)
    for node in statements(s.running.body):
        value = node.value if isinstance(node, ast.Assign) and node.lineno == s.line else None
        if not isinstance(value, ast.Subscript) or not isinstance(value.slice, ast.Constant):
            continue
        what = short(value.value)
        # It is a pair only if it has as many things as there are names.
        if what in arguments and s.kind(what) == "tuple" and s.shape(what) == [len(assigned(node))]:
            return Cause(
                f"{short(value)} is only one part of {what}. The pair is {what} itself: take {short(value)[len(what) :]} away."
            )
    return None


def one_number_in_an_array(s: Situation) -> Cause | None:
    """``rng.integers(0, n, 1)``: an array with one number in place of the number."""
    if s.code is not Code.EXCEPTION or s.definition is None or "(1, 28, 28)" not in s.said:
        return None
    parts = [*ast.walk(s.definition)]
    if any(getattr(n, "attr", "") in ("reshape", "newaxis", "expand_dims") for n in parts):
        return None
    # The number is taken out of it, or the images are sliced with it: then the shape comes from there.
    taken_out = {first_name(n) for n in parts if isinstance(n, ast.Subscript)}
    taken_out |= {name for n in parts if isinstance(n, ast.Slice) for name in names_in(n)}
    for node in statements(s.definition.body):
        call = node.value if isinstance(node, ast.Assign) else None
        drawn = called_name(call) if isinstance(call, ast.Call) else ""
        if not isinstance(call, ast.Call) or drawn not in ("integers", "choice"):
            continue
        # What is drawn from is no size.
        drawn_from = short(call.args[0]) if call.args else ""
        places = re.match(r"len\(|\w+\.shape\[0\]|np\.arange", drawn_from)
        if drawn == "choice" and not places:
            continue
        size = [keyword for keyword in call.keywords if keyword.arg == "size"]
        alone = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if not alone or {*assigned(node)} & taken_out:
            continue
        if len(call.args) == (2 if drawn == "choice" else 3) or size:
            last = short(size[0].value if size else call.args[-1])
            return Cause(
                f"Line {call.lineno} asks for an array with one number in it. Without the size, {short(call.func)} gives the number "
                f"itself: leave the size away, {'size=' if size else 'which is the last argument, '}{last}.",
                call.lineno,
            )
    return None


def results_by_name(s: Situation) -> Cause | None:
    """``result["loss"]`` of what evaluate gives."""
    if "list indices must be integers" not in s.said or s.running is None:
        return None
    made = [
        n
        for n in statements(s.running.body)
        if isinstance(n, ast.Assign) and short(n.value, 200).startswith("model.evaluate(")
    ]
    for item in s.nodes(ast.Subscript):
        if any(short(item.value) in assigned(node) for node in made):
            what = short(item.value)
            return Cause(
                f"evaluate gives a list, whose places are numbers: the loss is {what}[0], the accuracy {what}[1]."
            )
    return None


def key_without_its_name(s: Situation) -> Cause | None:
    """``sorted(cells, lambda cell: cell[2])``, and a function of two things, as other languages sort."""
    compares = re.search(r"missing 1 required positional argument", s.said)
    if not compares and not re.search(
        r"sorted expected 1 argument|sort\(\) takes no positional arguments", s.said
    ):
        return None
    for call in s.nodes(ast.Call):
        given = [k.value for k in call.keywords if k.arg == "key"] if compares else call.args
        key = given[-1] if called_name(call) in ("sort", "sorted", "min", "max") and given else None
        if isinstance(key, ast.Lambda) and len(key.args.args) == 2:
            return Cause(
                "In Python, no function compares two things here. Give one that says of one thing by what to sort, and its name: "
                f"{called_name(call)}(…, key=lambda a: a[2]). With reverse=True, the largest come first."
            )
        if key is None or compares:
            continue
        if isinstance(key, ast.Constant) and isinstance(key.value, bool):
            return Cause(f"Here, {key.value} needs its name in front: reverse={key.value}.")
        name = called_name(key) if isinstance(key, ast.Call) else s.kind(short(key))
        named = isinstance(key, ast.Name | ast.Attribute) and name in ("", "function")
        if isinstance(key, ast.Lambda) or named or name == "itemgetter":
            return Cause(f"What to sort by must be given by its name: key={short(key)}.")
        return Cause(
            f"{short(key)} is no function. What to sort by is a function of one thing, with a name in front: key=lambda a: a[2], for "
            "one."
        )
    return None


def length_of_a_pair(s: Situation) -> Cause | None:
    """``len(train)``, where train is a pair of images and labels."""
    if not s.was_called or s.definition is None or (s.error and not any(s.nodes(ast.Call))):
        return None
    pairs = {"train", "valid"} & {*arguments_of(s.definition)}
    new = {name for node in statements(s.definition.body) for name in assigned(node)}
    # A question such as len(train) == 2 knows that it is a pair. What is only printed changes nothing.
    aside: list[ast.AST] = [n for n in ast.walk(s.definition) if isinstance(n, ast.Compare)]
    aside += calls_in(s.definition, "print")
    asked = [part for node in aside for part in ast.walk(node)]
    at_work = [part for node in s.nodes(ast.expr) for part in ast.walk(node)]
    used = {part.id for part in at_work if isinstance(part, ast.Name)}
    lines = [n for n in statements(s.definition.body) if isinstance(n, ast.Assign)]
    counted = [part for n in lines if {*assigned(n)} & used for part in ast.walk(n)]
    for call in calls_in(s.definition, "len"):
        name = short(call.args[0]) if len(call.args) == 1 else ""
        if (
            name not in pairs - new
            or call in asked
            or (s.code is Code.EXCEPTION and call not in [*at_work, *counted])
        ):
            continue
        parts = [
            assigned(n)[0]
            for n in statements(s.definition.body)
            if isinstance(n, ast.Assign) and short(n.value) == name and assigned(n)
        ]
        return Cause(
            f"{name} is a pair, images and labels, so len({name}) in line {call.lineno} is 2. "
            + (
                f"Count the images: len({parts[0]})."
                if parts
                else f"Count the images: len({name}[0])."
            ),
            call.lineno,
        )
    return None


def method_overwritten(s: Situation) -> Cause | None:
    """``ax.grid = True``."""
    methods = (
        "grid",
        "set_ylim",
        "set_xlim",
        "set_title",
        "set_xlabel",
        "set_ylabel",
        "set_xticks",
        "set_yticks",
        "imshow",
        "axis",
        "legend",
        "plot",
    )
    if not (s.was_called or s.code is Code.UNREADABLE_OBJECT) or s.definition is None:
        return None
    stored = []
    for node in statements(own_code(s.definition)):
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(target, ast.Attribute) and isinstance(node, ast.Assign):
            of_axes = re.fullmatch(rf"ax\.({_WITH_SET})", short(target))
            name = f"set_{target.attr}" if of_axes else target.attr
            if name in methods and short(target.value) != "self":
                stored.append((node, target, name))
    if not stored:
        return None
    node, target, name = stored[0]
    inside = (
        ", ".join(short(e) for e in node.value.elts)
        if isinstance(node.value, ast.Tuple) and name in ("set_xlim", "set_ylim")
        else short(node.value)
    )
    return Cause(
        f"Line {node.lineno} stores a value as {short(target)}, and calls nothing. Call the method: "
        f"{short(target.value)}.{name}({inside}).",
        node.lineno,
        also=tuple(f"{short(other)} in line {line.lineno}" for line, other, _ in stored[1:]),
    )


def dict_of_results(s: Situation) -> Cause | None:
    """``return_dict=True``."""
    if s.code is not Code.WRONG_KIND or s.definition is None:
        return None
    back = [short(line.value) for line in returns_of(s.definition) if line.value]
    used = [n for n in ast.walk(s.definition) if isinstance(n, ast.Subscript | ast.Attribute)]
    for call in _returned_with(s.definition, "return_dict"):
        if s.field("seen_type") == "dict":
            # Lines that use its entries stop without it.
            how = "Leave it away: then it gives the loss and the accuracy."
            if any(short(node.value) in back for node in used):
                how = "Give back its two numbers, with a comma between: first the loss, then the accuracy."
            return Cause(
                f"return_dict=True lets evaluate give a dict. {how}",
                call.lineno,
            )
    return None


def one_axes_for_each_line(s: Situation) -> Cause | None:
    """``plot(subplots=True)``."""
    if s.code is not Code.WRONG_KIND or s.field("seen_type") != "ndarray" or s.definition is None:
        return None
    for call in _returned_with(s.definition, "subplots"):
        return Cause(
            "subplots=True makes one Axes for each line. Leave it away: then all lines stand on one, without a loop.",
            call.lineno,
        )
    return None


def scope_of_self(s: Situation) -> Cause | None:
    """``self`` in a function that belongs to no class."""
    if s.error != "NameError" or s.field("name") != "self":
        return None
    if any(isinstance(node, ast.ClassDef) and covers(node, s.line) for node in s.last.nodes):
        return None
    for node in s.last.nodes:
        if isinstance(node, ast.Attribute) and short(node.value) == "self" and covers(node, s.line):
            inside = node.attr
            return Cause(
                f"self belongs to classes, and this is a plain function. Write {inside} in place of self.{inside}, here and below."
            )
    return None


def raise_for_return(s: Situation) -> Cause | None:
    """``raise`` with a result behind it."""
    said = str(s.field("said"))
    if (
        s.code is not Code.EXCEPTION
        or s.field("type") != "TypeError"
        or not said.startswith("exceptions must derive")
    ):
        return None
    for node in s.last.nodes:
        if isinstance(node, ast.Raise) and node.lineno == s.line:
            if isinstance(node.exc, ast.Constant) and isinstance(node.exc.value, str):
                return Cause(
                    f"raise wants an error with the text in it: raise ValueError({short(node.exc)})."
                )
            if short(node.exc or node) == "NotImplemented":
                return None
    return Cause("raise is for errors. To give back a result, write return in place of raise.")


def pyplot_name_on_an_axes(s: Situation) -> Cause | None:
    """``ax.xticks``, as plt has it."""
    found = re.search(rf"'(?:Axes|Axes3D)' object has no attribute '({_WITH_SET})'", s.said)
    if not found:
        return None
    return Cause(
        f"plt has {found[1]}. An Axes calls it set_{found[1]}. The same holds for the others: set_title, set_xlabel, set_ylim."
    )


def compared_as_a_whole(s: Situation) -> Cause | None:
    """``if labels == digit:``."""
    if "truth value of an" not in s.said:
        return None
    for node in s.last.nodes:
        test = node.test if isinstance(node, ast.If | ast.While | ast.IfExp) else None
        if not isinstance(test, ast.Compare) or test not in s.nodes(ast.Compare):
            continue
        left, right = short(test.left), short(test.comparators[-1])
        if right == "None":
            word = "is" if isinstance(test.ops[0], ast.Eq) else "is not"
            return Cause(f"None is asked for with is: `{left} {word} None`.")
        rows = [side for side in (left, right) if _is_a_row(s, side)]
        places = _places_around(s, test)
        one = "" if any("[" in row for row in rows) else _with_places(s, test, places)
        if one:
            return Cause(
                f"`{short(test)}` compares all numbers of the array at once. In this loop, one of each is meant: {one}"
            )
        if rows:
            return Cause(
                f"{rows[0]} is a row of ten probabilities, not a digit. The digit is the place of the largest one: "
                f"np.argmax({rows[0]})"
            )
        through = [
            n
            for n in s.loops
            if isinstance(n, ast.For)
            and short(n.target) in (left, right)
            and s.kind(short(n.target)) == "ndarray"
        ]
        if through:
            name, whole = short(through[0].target), short(through[0].iter)
            return Cause(
                f"The loop in line {through[0].lineno} gives {name} what {whole} holds: a row each time, and not its place. For places, write: "
                f"for {name} in range(len({whole}))",
                through[0].lineno,
            )
        if one_of_them := _one_in_each_turn(s, test):
            return one_of_them
        # A place that the comparison lacks is meant, and no all or any.
        if {*places} - names_in(test):
            return None
        return _many_answers(s, node, test)
    return None


def _one_in_each_turn(s: Situation, test: ast.Compare) -> Cause | None:
    """Say what a loop calls one number of the array that is compared in it as a whole: label in ``for label in labels``."""
    for loop in s.last.nodes:
        if not isinstance(loop, ast.For) or test not in ast.walk(loop):
            continue
        targets, wholes = [loop.target], [loop.iter]
        zipped = isinstance(loop.iter, ast.Call) and called_name(loop.iter) == "zip"
        if zipped and isinstance(loop.target, ast.Tuple):
            targets, wholes = loop.target.elts, getattr(loop.iter, "args", [])
        sides = {short(test.left), short(test.comparators[-1])}
        for name, target in zip(map(short, wholes), map(short, targets), strict=False):
            if name in sides and target not in sides and len(s.shape(name) or ()) == 1:
                return Cause(
                    f"`{short(test)}` compares all numbers of {name} at once. The loop in line {loop.lineno} gives one of them each "
                    f"time, and calls it {target}. Compare that one."
                )
    return None


def _many_answers(s: Situation, node: ast.AST, test: ast.Compare) -> Cause | None:
    """Say what to write when one choice is made for a whole array."""
    if isinstance(node, ast.IfExp):
        if any(node in ast.walk(loop) for loop in (_loops(s.running) if s.running else ())):
            return None
        lines = [*statements(s.running.body)] if s.running else []
        made = {name for n in lines if covers(n, s.line) for name in assigned(n)}
        below = [n for n in lines if isinstance(n, ast.For) and n.lineno > s.line]
        needed = [n for n in below if made & names_in(ast.Module(n.body, []))]
        # colour[row, column] in the loop takes one of many, which np.where makes.
        taken = {first_name(n) for n in s.last.nodes if isinstance(n, ast.Subscript)} & made
        if needed and not taken and isinstance(node.body, ast.Constant):
            return Cause(
                f"if … else chooses once, for the whole array. The loop in line {needed[0].lineno} needs a choice for each number. Move "
                "this line into that loop, and compare one number of the array there."
            )
        return Cause(
            f"if … else chooses once, for the whole array. Here each number needs a choice of its own: np.where({short(test)}, …, …) "
            "makes it. What comes out where the condition holds stands in the second place."
        )
    counts = any(isinstance(line, ast.AugAssign) for line in getattr(node, "body", []))
    ask = (
        f"Count where it holds: ({short(test)}).sum()."
        if counts
        else f"Does it hold everywhere: ({short(test)}).all()? Or anywhere: ({short(test)}).any()? Write the one that you mean."
    )
    return Cause(
        f"`{short(test)}` compares all numbers of the array at once, so it gives many answers, not one. {ask}"
    )


def _with_places(s: Situation, test: ast.Compare, places: list[str]) -> str:
    """Return a comparison of two things with the loops' places behind its arrays; empty where they are not enough."""
    sides = [ast.unparse(side) for side in (test.left, test.comparators[-1])]
    one = []
    for side in sides:
        shape = (s.shape(side) or []) if s.kind(side) == "ndarray" else []
        if len(shape) > len(places):
            return ""
        one.append(f"{side}[{', '.join(places[-len(shape) :])}]" if shape else side)
    sign = ast.unparse(test)[len(sides[0]) : -len(sides[1])]
    return sign.join(one) if one != sides and len(test.ops) == 1 else ""


def _is_a_row(s: Situation, side: str) -> bool:
    """Whether code stands for one image's probabilities: a row of the table, by a place or in a loop."""
    table, place, _ = side.partition("[")
    shape = s.shape(table) or []
    return "prob" in table and shape[-1:] == [10] and len(shape) == (2 if place else 1)


def handed_on_a_pair(s: Situation) -> Cause | None:
    """``cross_entropy(forward(…), …)``: two things in one place of another course function."""
    frames = s.field("frames", [])
    called = load_manifest().functions.get(s.frame["function"])
    if s.code is not Code.EXCEPTION or called is None or called.name == s.function.name:
        return None
    if len(frames) < 2 or frames[-2]["function"] != s.function.name:
        return None
    line = int(frames[-2]["line"])
    wanted = called.arguments
    pairs = [name for name in wanted if s.kind(name) == "tuple" and name in _ARRAYS]
    if not pairs:
        return None
    if written := _written_as_a_tuple(s, called.name, line):
        return written
    return Cause(
        f"Line {line} gives {called.name} a pair as its {pairs[0]}: two things in one. Take them apart where they come from: "
        f"{'probabilities, cache = forward(…)' if 'forward' in _makers(s, line) else f'{pairs[0]}, … = …'}, and hand on the one that is "
        f"meant.{_too_many_names(s, called.name, line)}",
        line,
    )


def _written_as_a_tuple(s: Situation, called: str, line: int) -> Cause | None:
    """Return the cause where brackets in the call, or a comma behind a value, make one thing of what is handed on."""
    calls = [n for n in calls_in(s.definition or ast.Pass(), called) if covers(n, line)]
    for given in [arg for call in calls for arg in call.args]:
        whole = given_back(s.definition, given)
        if isinstance(whole, ast.Tuple) and len(whole.elts) == 1:
            return Cause(
                f"The comma behind {short(whole.elts[0])} in line {whole.lineno} makes a tuple, which holds this one thing. Take the "
                "comma away.",
                whole.lineno,
            )
        if isinstance(given, ast.Tuple):
            return Cause(
                f"In line {line}, the inner brackets make one thing of what {called} should get one by one. Take the inner brackets "
                "away.",
                line,
            )
    return None


def _makers(s: Situation, line: int) -> set[str]:
    """Return the names of what is called in a line of the function, or made what this line hands on."""
    lines = [n for n in ast.walk(s.definition) if isinstance(n, ast.stmt)] if s.definition else []
    used = {name for n in lines if n.lineno == line for name in names_in(n)}
    made = [n for n in lines if isinstance(n, ast.Assign) and used & {*assigned(n)}]
    return used | {name for n in made if n.lineno < line for name in names_in(n.value)}


def _too_many_names(s: Situation, called: str, line: int) -> str:
    """Say that a line has two names for the one array that a course function gives back; empty elsewhere."""
    one = load_manifest().functions[called].returns == "array"
    for node in s.last.nodes if one else ():
        if isinstance(node, ast.Assign) and node.lineno == line and len(assigned(node)) > 1:
            return " And one array comes back: write one name in front of the =."
    return ""


def layer_without_weights(s: Situation) -> Cause | None:
    """``kernel, bias = layer.get_weights()`` of a Flatten layer."""
    at_work = str(s.frame.get("text", ""))
    if "unpack (expected 2, got 0)" not in s.said or "get_weights()" not in at_work:
        return None
    # `if layer.get_weights` leaves no layer out.
    if s.running and re.search(r"\.get_weights\b(?!\()", ast.unparse(s.running)):
        return None
    none = "Some layers have no weights: Flatten has none, and Reshape."
    counted = [n for n in s.last.nodes if isinstance(n, ast.For) and covers(n, s.line)]
    if any(short(loop.iter).startswith(("enumerate(", "range(")) for loop in counted):
        return Cause(
            f"{none} Leave them out before you count: above the loop, make a list of those whose get_weights() is not empty. Go "
            "through that list in place of model.layers, and count it from 1: kernel_1 is the first."
        )
    calls = [call.func for call in calls_in(s.last.tree, "get_weights") if covers(call, s.line)]
    owner = next((short(func.value) for func in calls if isinstance(func, ast.Attribute)), "layer")
    counts = any(isinstance(n, ast.AugAssign) for loop in counted for n in statements(loop.body))
    more = " Only then count on, too: the first Dense layer has the number 1." if counts else ""
    return Cause(f"{none} Skip those, with an if in front: if {owner}.get_weights():{more}")


def size_comes_last(s: Situation) -> Cause | None:
    """``rng.normal(n, mean, spread)``, in R's order."""
    if "sequence of integers or a single integer" not in s.said:
        return None
    for call in s.nodes(ast.Call):
        if called_name(call) in ("normal", "uniform") and len(call.args) == 3:
            takes = "mean, spread" if called_name(call) == "normal" else "low, high"
            return Cause(
                f"{short(call.func)} takes {takes} and size, in this order. Here {short(call.args[2])} stands in the place of the size. "
                "A size is one thing: for rows and columns, a pair in brackets."
            )
    return None


def rows_are_one(s: Situation) -> Cause | None:
    """``[[0] * n] * n``: one row, n times."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    # It does harm where something changes in one row; np.array copies what it is given.
    changed = {
        first_name(n)
        for n in ast.walk(s.definition)
        if isinstance(n, ast.Subscript | ast.Attribute) and isinstance(n.value, ast.Subscript)
        if isinstance(n.ctx, ast.Store) or getattr(n, "attr", "") == "append"
    }
    lines = [line for name in sorted(changed) for line in _stored(s.definition, name)]
    for node in [line.value for line in lines if isinstance(line.targets[0], ast.Name)]:
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mult):
            continue
        left = node.left
        row = left.elts[0] if isinstance(left, ast.List) and len(left.elts) == 1 else None
        if isinstance(row, ast.Name):
            row = next((n.value for n in _stored(s.definition, row.id)), None)
        if isinstance(row, ast.List | ast.ListComp | ast.BinOp) and _holds_a_list(row):
            return Cause(
                f"Line {node.lineno} takes one row and repeats it: all rows are the same list, and what changes one changes all. "
                f"Make each anew: [{short(row)} for _ in range({short(node.right)})], or take np.zeros.",
                node.lineno,
            )
    return None


def _stored(function: ast.FunctionDef, name: str) -> list[ast.Assign]:
    """Return the lines that give a name its value, where there is one alone."""
    found = [n for n in statements(function.body) if isinstance(n, ast.Assign)]
    lines = [n for n in found if name in assigned(n)]
    return lines if len(lines) == 1 else []


def _holds_a_list(row: ast.expr) -> bool:
    """Whether a value is written as a list, or as a list so many times."""
    return not isinstance(row, ast.BinOp) or isinstance(row.left, ast.List)


def _places_around(s: Situation, test: ast.Compare) -> list[str]:
    """Return the names of places in the loops around a condition, from the outside: i in ``for i in range(len(labels))``.

    One that is compared itself, as digit in ``labels == digit``, is no place.
    """
    parts = [n.slice for n in ast.walk(test) if isinstance(n, ast.Subscript)]
    compared = names_in(test) - {name for part in parts for name in names_in(part)}
    places = []
    for loop in s.last.nodes:
        if isinstance(loop, ast.For) and test in ast.walk(loop):
            place = loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else loop.target
            if re.match(_GIVE_PLACES, short(loop.iter)):
                places.append(short(place))
    return [place for place in places if place not in compared]


_GIVE_PLACES = r"range\(|np\.(?:argsort|flatnonzero)\(|rng\.permutation\(|enumerate\(\w+\)$"

_ARRAYS = {
    "probabilities",
    "images",
    "labels",
    "image",
    "drawing",
    "matrix",
    "X",
    "predicted",
    "actual",
}
"""Arguments of course functions that are single arrays."""


def _loops(function: ast.FunctionDef) -> list[ast.AST]:
    kinds = ast.For | ast.While | ast.ListComp | ast.GeneratorExp
    return [node for node in ast.walk(function) if isinstance(node, kinds)]


def _given(function: ast.FunctionDef) -> set[str]:
    """Return a function's arguments, and the names of their parts: X and y of ``X, y = train``."""
    names = {*arguments_of(function)}
    for node in statements(function.body):
        if isinstance(node, ast.Assign) and short(node.value) in names:
            names |= {*assigned(node)}
    return names


def _cuts(function: ast.FunctionDef, item: ast.Subscript) -> bool:
    """Whether a slice surely leaves something out: a number or an argument ends it, as in ``[:1]`` or ``[:batch_size]``."""
    part = item.slice
    if not isinstance(part, ast.Slice) or part.step:
        return False
    ends = [given_back(function, end) for end in (part.lower, part.upper)]
    texts = [short(end) for end in ends if end]
    return any(
        re.fullmatch(r"-?[1-9]\d*", text) or text in arguments_of(function) for text in texts
    )


def _returned_with(function: ast.FunctionDef, option: str) -> Iterator[ast.Call]:
    """Go through the calls with ``option=True`` whose result a function gives back as it is."""
    back = [node.value for node in statements(function.body) if isinstance(node, ast.Return)]
    names = [node.id for node in back if isinstance(node, ast.Name)]
    for node in statements(function.body):
        value = node.value if isinstance(node, ast.Assign | ast.Return) else None
        given_back = value in back or any(name in names for name in assigned(node))
        if given_back and isinstance(value, ast.Call) and f"{option}=True" in short(value, 500):
            yield value


def _course_function(s: Situation, call: ast.Call) -> tuple[str, list[str]] | None:
    """Return name and arguments of the course function that is called; None for any other call."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    function = load_manifest().functions.get(name)
    if function is None or name == s.function.name:
        return None
    own = [n for n in s.own.nodes if isinstance(n, ast.FunctionDef) and n.name == name]
    return name, arguments_of(own[-1]) if own else function.arguments


def _plain(name: str) -> str:
    return name.rstrip("s")


def argument_in_quotes(s: Situation) -> Cause | None:
    """The name of an argument in quotes: a text in place of its value."""
    if s.code is not Code.EXCEPTION or s.definition is None or s.last.file != s.own.file:
        return None
    arguments = arguments_of(s.definition)
    if s.error == "KeyError" or re.search(_UNKNOWN, s.said):
        return None
    # A column of a table may be called like the argument.
    columns = {
        part.value
        for node in ast.walk(s.definition)
        if isinstance(node, ast.Dict) or (isinstance(node, ast.keyword) and node.arg == "columns")
        for part in ast.walk(node)
        if isinstance(part, ast.Constant)
    }
    for node in s.nodes(ast.expr):
        for part in _no_texts(node.slice if isinstance(node, ast.Subscript) else node):
            if isinstance(part, ast.Constant) and part.value in {*arguments} - columns:
                return Cause(
                    f'"{part.value}" in quotes is a text, a word. Without the quotes, {part.value} is the argument '
                    "with its value. Take the quotes away.",
                    part.lineno,
                )
    return None


def _no_texts(node: ast.AST) -> list[ast.expr | None]:
    """Return the parts of a call, a slice or a calculation in which a text has no place."""
    if isinstance(node, ast.Call):
        if _TAKES_TEXTS.match(short(node.func).rpartition(".")[2]):
            return []
        named = [keyword.value for keyword in node.keywords if keyword.arg not in _TEXTS]
        sizes = [part for arg in node.args if isinstance(arg, ast.Tuple) for part in arg.elts]
        return [*node.args, *named, *sizes]
    if isinstance(node, ast.Slice):
        return [node.lower, node.upper, node.step]
    # Texts can be added and filled in.
    if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.Add | ast.Mod):
        return [node.left, node.right]
    return []


RULES = (
    raise_for_return,
    default_is_made_once,
    arguments_swapped,
    given_in_another_place,
    seed_for_a_generator,
    stored_over_another,
    dict_replaced_by_a_list,
    argument_not_handed_on,
    argument_in_quotes,
    validation_set_as_a_share,
    figsize_as_one_number,
    taken_from_one_part,
    one_number_in_an_array,
    key_without_its_name,
    length_of_a_pair,
    results_by_name,
    handed_on_a_pair,
    layer_without_weights,
    rows_are_one,
    size_comes_last,
    compared_as_a_whole,
    pyplot_name_on_an_axes,
    scope_of_self,
    method_overwritten,
    dict_of_results,
    one_axes_for_each_line,
    part_of_the_images,
    scaled_already,
    axes_as_an_argument,
    argument_of_a_neighbour,
    argument_unknown,
)
