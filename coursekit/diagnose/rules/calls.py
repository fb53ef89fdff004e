"""Calls: without brackets, with the wrong ones, with arguments that mean something else, or whose result is lost."""

import ast
import builtins
import difflib
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
    names_in,
    own_code,
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

_CALLABLES = r"(method|function|builtin_function_or_method|type|ABCMeta|KerasSaveable)"

_KINDS_OF_METHODS = ("method", "function", "builtin_function_or_method", "type")

_USUAL_NAMES = {"model": "model", "axes": "ax", "figure": "fig", "history": "history"}

_NO_LAYER = r"Only instances of `keras.Layer` can be added.*of type <class '{}'>"

_LIST_OF_INPUTS = (
    r"tuple index out of range|expects? \d+ input|cardinality|[Uu]nrecognized data type|structure"
)
"""What Keras says when it takes a list of arrays for one input each."""

_HAVE_PLACES = ("ndarray", "list", "tuple", "dict", "Series", "DataFrame", "EagerTensor", "str")

_OF_AXES = {
    *("imshow", "set_title", "axis", "plot", "set_xticks", "set_yticks", "grid", "set_xlabel"),
    *("set_ylabel", "text", "bar", "tick_params", "set_axis_off"),
}
_OF_FIGURES = {"figure", "get_figure", "add_subplot", "savefig", "suptitle", "axes"}


def layer_without_brackets(s: Situation) -> Cause | None:
    """``model.add(Flatten)``: the class in place of a layer."""
    if not re.search(_NO_LAYER.format("(?:type|ABCMeta|KerasSaveable)"), s.said, re.S):
        return None
    names = [
        short(part)
        for call in s.nodes(ast.Call)
        for top in call.args
        for part in (top.elts if isinstance(top, ast.List | ast.Tuple) else [top])
        if isinstance(part, ast.Name | ast.Attribute)
    ]
    found = re.search(r"<class '(?:\w+\.)+(\w+)'>", s.said)
    called = {id(node.func) for node in s.last.nodes if isinstance(node, ast.Call)}
    for node in ast.walk(s.running) if found and s.running else ():
        bare = isinstance(node, ast.Name | ast.Attribute) and id(node) not in called
        if bare and found and short(node).rpartition(".")[2] == found[1]:
            names = [short(node)]
            line = getattr(node, "lineno", s.line)
            break
    else:
        line = s.line
    example = f": {names[0]}(…)" if len(names) == 1 else ", as in Flatten()"
    return Cause(
        f"A layer is made by calling its class. Write the round brackets, too{example}.", line
    )


def list_to_add(s: Situation) -> Cause | None:
    """``model.add([…])``."""
    if not _calls_of(s, "add") or not re.search(_NO_LAYER.format("(?:list|tuple)"), s.said, re.S):
        return None
    return Cause(
        "model.add takes one layer, and here it gets several in brackets. Call model.add(…) once for each layer. "
        "(A list of layers goes into keras.Sequential([…]).)"
    )


def list_among_layers(s: Situation) -> Cause | None:
    """``Sequential([Flatten(), hidden, Dense(10)])``, where hidden is a list of layers."""
    if not re.search(_NO_LAYER.format("(?:list|tuple)"), s.said, re.S):
        return None
    for call in s.nodes(ast.Call):
        for top in call.args:
            parts = top.elts if isinstance(top, ast.List | ast.Tuple) else []
            for part in parts:
                if s.kind(short(part)) in ("list", "tuple"):
                    return Cause(
                        f"{short(part)} is a list of layers, and stands among layers. A star in front puts its layers there one by "
                        f"one: *{short(part)}",
                        getattr(part, "lineno", s.line),
                    )
    return None


def text_before_its_place(s: Situation) -> Cause | None:
    """``ax.text(matrix[i, j], j, i)``: the text first, as annotate takes it."""
    if s.code not in (Code.DEMAND, Code.EXCEPTION) or s.definition is None:
        return None
    for call in calls_in(s.definition, "text"):
        if len(call.args) < 3 or not all(isinstance(one, ast.Name) for one in call.args[1:3]):
            continue
        first = call.args[0]
        if not isinstance(first, ast.Name | ast.Constant | ast.BinOp):
            return Cause(
                f"text takes the place first, and what is written third: {short(call.func)}(x, y, text, …). Here {short(first)} stands first.",
                call.lineno,
            )
    return None


def two_layers_to_add(s: Situation) -> Cause | None:
    """``model.add(Dense(300), Activation("relu"))``."""
    for call in calls_in(s.definition, "add") if s.definition else ():
        layers = [given for given in call.args if isinstance(given, ast.Call)]
        if len(layers) > 1 and all(called_name(layer)[:1].isupper() for layer in layers):
            return Cause(
                f"add takes one layer, and line {call.lineno} gives it {len(layers)}: only the first is there. Call add for each of them.",
                call.lineno,
            )
    return None


def layer_called_at_once(s: Situation) -> Cause | None:
    """``Sequential([Flatten()(inputs)])``: what comes out of a layer, in place of the layer."""
    found = "KerasTensor" in s.said and "Only instances of" in s.said
    for call in s.nodes(ast.Call) if found else []:
        for part in ast.walk(call):
            if isinstance(part, ast.Call) and isinstance(part.func, ast.Call):
                layer = short(part.func)
                behind = f"({', '.join(map(short, part.args))})"
                return Cause(
                    f"{behind} behind {layer} sends values through the layer at once. In a Sequential the layers stand alone, one behind the "
                    f"other. Take {behind} away.",
                    part.lineno,
                )
    return None


def layers_without_a_list(s: Situation) -> Cause | None:
    """``Sequential(Flatten(), Dense(10))``."""
    calls = [call for call in s.nodes(ast.Call) if short(call.func).endswith("Sequential")]
    first = calls[0].args[0] if calls and calls[0].args else None
    wrong = re.search(
        r"Sequential\.__init__\(\)|not iterable|Only instances of|`name` must be a string|Expected `trainable`",
        s.said,
    )
    if not wrong or not isinstance(first, ast.Call):
        return None
    if not short(first.func).rpartition(".")[2][:1].isupper():
        return None
    return Cause(
        "keras.Sequential takes its layers in one list. Put square brackets around them: Sequential([…, …])."
    )


def optimizer_without_brackets(s: Situation) -> Cause | None:
    """``optimizer=keras.optimizers.SGD``."""
    found = re.search(r"optimizer identifier: <class '[\w.]*?(\w+)'>", s.said)
    for call in s.nodes(ast.Call) if found else []:
        for part in _parts(call):
            name = short(part)
            if found and name.rpartition(".")[2] == found[1]:
                return Cause(
                    f"{name} is the class. An optimizer is made by calling it: {name}(learning_rate=…)."
                )
    return None


def class_for_an_object(s: Situation) -> Cause | None:
    """``history = keras.callbacks.History``: the class where what it makes is wanted."""
    if s.code is not Code.EXCEPTION or not s.error or s.last.file != s.own.file:
        return None
    lines = [int(frame["line"]) for frame in s.field("frames", [])]
    at_work = [n for n in s.last.nodes if isinstance(n, ast.stmt) and n.lineno in lines]
    used = {name for node in at_work for name in names_in(node)}
    used |= {name for node in s.nodes(ast.expr) for name in names_in(node)}
    for function in filter(None, (s.running, s.definition)):
        for node in statements(function.body):
            name = assigned(node)[0] if isinstance(node, ast.Assign) and assigned(node) else ""
            # An abbreviation, Dense = keras.layers.Dense, is called somewhere.
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name)
                and _makes_something(s, node.value)
                and name in used
                and not any(getattr(c.func, "id", "") == name for c in calls_in(function))
            ):
                return Cause(_class_named(node.value, f"{name} = "), node.lineno)
    for call in s.nodes(ast.Call) if "required positional argument" in s.said else []:
        for top in _parts(call):
            for part in top.elts if isinstance(top, ast.List | ast.Tuple) else [top]:
                if _makes_something(s, part):
                    return Cause(_class_named(part), part.lineno)
    return None


_MADE = re.compile(
    r"(keras\.(layers|optimizers|callbacks|losses|metrics|initializers|optimizers\.schedules)\.[A-Z]\w*"
    r"|keras\.(Sequential|Model)|numpy\.random\.default_rng|pandas\.(Series|DataFrame))"
)
"""Classes, and a function, that are called to make something."""


def _makes_something(s: Situation, node: ast.expr) -> bool:
    """Whether an expression names one of these, and does not call it."""
    plain = isinstance(node, ast.Name | ast.Attribute)
    return plain and bool(_MADE.fullmatch(s.last.dotted(node).removeprefix("tensorflow.")))


def _class_named(node: ast.expr, before: str = "") -> str:
    name = short(node)
    inside = "learning_rate=…" if "optimizers." in name and "schedules" not in name else ""
    return (
        f"In line {node.lineno}, brackets are missing: without () {name} stands for the class itself, not for what it makes. "
        f"Write: {before}{name}({inside})"
    )


def brackets_missing(s: Situation) -> Cause | None:
    """A function that is named and not called."""
    if s.error == "AttributeError" and re.search(rf"^'{_CALLABLES}' object has", s.said):
        for node in s.nodes(ast.Attribute):
            inner = short(node.value)
            if node.attr == s.field("name"):
                return Cause(
                    f"Brackets are missing: {inner} is a function, and without () it is not called. "
                    f"Write: {inner}(…).{node.attr}"
                )
    found = re.search(rf"'{_CALLABLES}' object is not (subscriptable|iterable)", s.said)
    if found and found[2] == "subscriptable":
        for item in s.nodes(ast.Subscript):
            name, parts = short(item.value), item.slice
            if isinstance(item.ctx, ast.Store):
                return Cause(
                    f"{name} is a function, and nothing can be written into it. Write the name of your array in its place.{_made_here(s)}"
                )
            own = (
                [n for line in statements(s.running.body) for n in assigned(line)]
                if s.running
                else []
            )
            near = difflib.get_close_matches(name, own, n=1, cutoff=0.8)
            if near and hasattr(builtins, name):
                return Cause(
                    f"{name} is a function of Python itself. Do you mean your own variable {near[0]}?"
                )
            inside = (
                ", ".join(map(short, parts.elts)) if isinstance(parts, ast.Tuple) else short(parts)
            )
            number = isinstance(parts, ast.Constant) and isinstance(parts.value, int)
            if isinstance(parts, ast.Slice) or number:
                return Cause(
                    f"{name} is a function, and without () it is not called. Write: {name}(…)[{inside}]"
                )
            return Cause(
                f"{name} is a function: it is called with round brackets, not square ones. Write: {name}({inside})"
            )
    operand = re.search(
        rf"(?:cannot unpack non-iterable|unsupported operand|not supported between|argument must be|has no len|expected|must be).*'?{_CALLABLES}\b",
        s.said,
    )
    named = _named_not_called(s) if found or operand else ""
    if not named:
        return None
    return Cause(
        f"Brackets are missing: without () {named} stands for the function itself. Write: {named}()"
    )


def method_under_a_name(s: Situation) -> Cause | None:
    """``w = layer.get_weights``: a name for the method itself, which is then used like its result."""
    function = s.running if s.code is Code.EXCEPTION else s.definition
    if function is None or s.code not in (Code.EXCEPTION, Code.DEMAND, Code.WRONG_KIND):
        return None
    used = {n.id for node in s.nodes(ast.expr) for n in ast.walk(node) if isinstance(n, ast.Name)}
    for line in statements(own_code(function)):
        if not isinstance(line, ast.Assign) or not isinstance(line.value, ast.Attribute):
            continue
        owner = short(line.value.value)
        named = [name for name in assigned(line) if not _is_a_function(function, name)]
        if s.code is Code.EXCEPTION:
            kinds = (*_KINDS_OF_METHODS, "PlotAccessor")
            named = [name for name in named if name in used and s.kind(name) in kinds]
        elif line.value.attr not in _METHODS or owner in s.own.imported:
            continue
        if named:
            return Cause(
                f"In line {line.lineno}, brackets are missing: without () the method is not called. Write: {short(line.value)}"
                f"({'' if line.value.attr in _METHODS_WITHOUT else '…'})",
                line.lineno,
            )
    return None


_METHODS_WITHOUT = (
    *("get_weights", "plot", "copy", "max", "min", "mean", "sum", "flatten", "ravel", "tolist"),
    *("argmax", "argmin", "value_counts", "sort_index", "items", "keys"),
)
"""Methods of Keras's, NumPy's and pandas's objects that are called with empty brackets, too."""

_METHODS = (*_METHODS_WITHOUT, "predict", "evaluate", "astype", "reshape", "reindex", "permutation")


def _is_a_function(function: ast.FunctionDef, name: str) -> bool:
    """Whether a name is called, or handed on under an argument's name as `key` is."""
    users = [node for node in ast.walk(function) if isinstance(node, ast.Call | ast.keyword)]
    of_users = [node.func if isinstance(node, ast.Call) else node.value for node in users]
    return any(isinstance(node, ast.Name) and node.id == name for node in of_users)


def wrong_brackets(s: Situation) -> Cause | None:
    """Round brackets where square ones belong."""
    found = re.search(r"'([\w.\[\]]+)' object is not callable", s.said)
    for call in s.nodes(ast.Call) if found else []:
        kind = found[1].rpartition(".")[2] if found else ""
        key = next((k.value for k in call.keywords if k.arg == "key"), None)
        if key is not None and called_name(call) in ("sort", "sorted", "min", "max"):
            place = short(key.slice) if isinstance(key, ast.Subscript) else "1"
            return Cause(
                f"key={short(key)} gives {called_name(call)} a value, of the type {kind}. It needs a function, which says by what part "
                f"of a thing to sort. By its part at place {place}: key=lambda thing: thing[{place}]"
            )
        says = _not_callable(call, "dtype" if "dtype" in kind.lower() else kind)
        others = _others_called(s, call, kind) if kind in _HAVE_PLACES else ()
        return Cause(says, also=others)
    return None


def _others_called(s: Situation, call: ast.Call, kind: str) -> tuple[str, ...]:
    """Return which other names of the same kind of value the function calls."""
    calls = [node for node in ast.walk(s.running or call) if isinstance(node, ast.Call)]
    names = {short(one.func): one.lineno for one in calls if isinstance(one.func, ast.Name)}
    names.pop(short(call.func), None)
    return tuple(f"{name} in line {line}" for name, line in names.items() if s.kind(name) == kind)


def sizes_without_brackets(s: Situation) -> Cause | None:
    """``np.zeros(2, 3)``, ``keras.Input(28, 28)``."""
    for call in s.nodes(ast.Call):
        name = short(call.func)
        sizes = ", ".join(short(a) for a in call.args)
        several = any(isinstance(a, ast.Tuple | ast.List) for a in call.args) or any(
            s.kind(short(a)) in ("tuple", "list") for a in call.args
        )
        if (
            re.search(r"\b(zeros|ones|empty|full)$", name)
            and not several
            and len(call.args) > 1
            and re.search(
                r"Cannot interpret '\d+' as a data type|given by name \('dtype'\)", s.said
            )
        ):
            named = ", …" if call.keywords else ""
            return Cause(
                f"The sizes of an array go into brackets of their own: {name}(({sizes}){named})"
            )
        if called_name(call) == "integers" and len(call.args) > 3 and "as a data type" in s.said:
            low, high, *shape = map(short, call.args)
            return Cause(
                f"The sizes go into brackets of their own: {name}({low}, {high}, ({', '.join(shape)}))"
            )
        if name.endswith("Reshape") and not several and len(call.args) > 1:
            return Cause(f"The shape goes into brackets of its own: {name}(({sizes}))")
        if re.search(r"\bInput(Layer)?$", name) and not several and call.args and s.error:
            inside = f"({sizes})" if len(call.args) > 1 else "(28, 28)"
            return Cause(f"The shape goes into brackets of its own: {name}({inside})")
    return None


def range_of_a_thing(s: Situation) -> Cause | None:
    """``range(hidden_units)``."""
    for call in s.nodes(ast.Call) if "only integer scalar arrays" in s.said else []:
        if short(call.func) == "range" and len(call.args) == 1:
            what = short(call.args[0])
            return Cause(
                f"range needs a number, and {what} is an array. To count its places: range(len({what}))."
            )
    found = re.search(r"'([\w.]+)' object cannot be interpreted as an integer", s.said)
    kind = found[1].rpartition(".")[2] if found else ""
    for call in s.nodes(ast.Call) if found and kind != "NoneType" else []:
        if kind.startswith("float"):
            divides = any(isinstance(node, ast.Div) for node in ast.walk(call))
            how = "Write // in place of /." if divides else "Put int(…) around it."
            if called_name(call) == "resize":
                how = "Round each number of the size where it is made: round(…)."
            what = "range counts whole steps" if short(call.func) == "range" else "A size is whole"
            return Cause(f"{what}, and here is a number with a decimal point. {how}")
        if short(call.func) == "range" and len(call.args) == 1:
            what = short(call.args[0])
            if what.endswith(".shape"):
                return Cause(
                    f"range needs one number, and {what} holds several: rows, columns and so on. Take one of them: {what}[0] counts the rows."
                )
            return Cause(
                f"range needs a number, and {what} is a {kind}. To go through its parts: for … in {what}. "
                f"To count them: range(len({what}))."
            )
    return None


def several_to_append(s: Situation) -> Cause | None:
    """``list.append(a, b)``."""
    if not re.search(r"list\.append\(\) takes exactly one argument \([2-9] given\)", s.said):
        return None
    for call in _calls_of(s, "append"):
        inside = ", ".join(short(a, 20) for a in call.args)
        return Cause(
            f"append takes one thing. Make one tuple of the {len(call.args)}: {short(call.func)}(({inside}))"
        )
    return None


def needs_one_list(s: Situation) -> Cause | None:
    """``np.concatenate(a, b)``, ``np.stack(a, b)``."""
    for call in s.nodes(ast.Call) if s.error in ("TypeError", "AxisError", "ValueError") else []:
        name = short(call.func).rpartition(".")[2]
        takes = ("concatenate", "stack", "vstack", "hstack", "concat", "array")
        if name not in takes or len(call.args) < 2:
            continue
        first, second = call.args[:2]
        of_arrays = isinstance(first, ast.Name) and s.kind(first.id) in ("ndarray", "Series")
        of_arrays = of_arrays and isinstance(second, ast.Name)
        of_arrays = of_arrays and s.kind(short(second)) in ("ndarray", "Series")
        of_lists = name == "array" and isinstance(second, ast.List)
        of_many = len(call.args) > 2 and "positional arguments but" in s.said
        of_numbers = name == "array" and re.search(r"interpret '\d+' as a data type", s.said)
        if of_arrays or of_lists or of_numbers or of_many:
            inside = ", ".join(short(a, 20) for a in call.args)
            return Cause(
                f"{name} takes one list. Put square brackets around all parts: {name}([{inside}])"
            )
    return None


def metrics_without_a_list(s: Situation) -> Cause | None:
    """``metrics="accuracy"``."""
    several = ast.List | ast.Tuple | ast.Dict | ast.Name
    for call in s.nodes(ast.Call) if "metrics" in s.said else []:
        for keyword in call.keywords:
            if keyword.arg == "metrics" and isinstance(keyword.value, ast.Set):
                inside = ", ".join(map(short, keyword.value.elts))
                return Cause(
                    f"metrics takes a list, in square brackets. Curly ones make a set. Write: metrics=[{inside}]."
                )
            if keyword.arg == "metrics" and not isinstance(keyword.value, several):
                return Cause(
                    f"metrics takes a list. Put square brackets around it: metrics=[{short(keyword.value)}]."
                )
    return None


def third_place_of_compile(s: Situation) -> Cause | None:
    """``model.compile(optimizer, loss, ["accuracy"])``, as Keras 1 and 2 took it."""
    if s.code not in (Code.EXCEPTION, Code.DEMAND, Code.UNREADABLE_OBJECT):
        return None
    for call in _calls_of(s, "compile"):
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Constant) and "crossentropy" in str(first.value):
            return Cause(
                "compile takes the optimizer in its first place, and a loss stands there. Write the names: optimizer=…, "
                "loss=…, metrics=[…].",
                call.lineno,
            )
        third = call.args[2] if len(call.args) > 2 else None
        if third is not None and re.search(r"['\"][\w]*acc|metrics", ast.unparse(third)):
            return Cause(
                "compile takes the optimizer first and the loss second. Its third place is loss_weights, not the metrics. "
                "Write the names: optimizer=…, loss=…, metrics=[…].",
                call.lineno,
            )
    return None


def third_place_of_fit(s: Situation) -> Cause | None:
    """``model.fit(X, y, epochs)``."""
    if s.code not in (Code.EXCEPTION, Code.DEMAND):
        return None
    for call in _calls_of(s, "fit"):
        third = short(call.args[2]) if len(call.args) > 2 else ""
        starred = any(isinstance(a, ast.Starred) for a in call.args)
        if not starred and re.search(r"epoch|valid|test", third):
            return Cause(
                f"After images and labels, fit takes batch_size in its third place, and {third} stands there. Write the names: "
                "epochs=…, batch_size=…, validation_data=….",
                call.lineno,
            )
    return None


def third_place_of_cosine_decay(s: Situation) -> Cause | None:
    """``CosineDecay(0.0, steps, peak_rate)``: the third place is alpha."""
    nodes = s.own.nodes if s.code in (Code.EXCEPTION, Code.DEMAND, Code.UNREADABLE_OBJECT) else []
    for call in nodes:
        if isinstance(call, ast.Call) and short(call.func).endswith("CosineDecay"):
            third = short(call.args[2]) if len(call.args) > 2 else "0"
            if not re.fullmatch(r"[\d.]+|alpha", third):
                return Cause(
                    f"After the first rate and the number of steps, CosineDecay takes alpha in its third place, and {third} stands "
                    "there. Write each with its name: decay_steps= gets the steps after the warm-up, warmup_target= the highest rate, warmup_steps= the "
                    "warm-up.",
                    call.lineno,
                )
    return None


_LARGEST_FILTER = 7
"""Of the sides of filters that anybody uses for 28 x 28 pixels: a larger number is meant as a number of filters."""


def third_place_of_conv(s: Situation) -> Cause | None:
    """``Convolution2D(24, 5, 5)``, as Keras 1 took it."""
    nodes = s.own.nodes if s.code in (Code.EXCEPTION, Code.DEMAND) else []
    for call in nodes:
        if isinstance(call, ast.Call) and re.search(r"Conv(olution)?2D$", short(call.func)):
            size = [short(a) for a in call.args[1:3]]
            far = len(size) == 2 and size[0].isdigit() and int(size[0]) > _LARGEST_FILTER
            if len(call.args) == 3 and "zero or negative" in s.said and far:
                return Cause(
                    "Conv2D takes the number of filters first, and their size second. How many channels come in, it finds itself. Here "
                    f"{size[0]} is taken for the size. Write: Conv2D({size[0]}, {size[1]}, …)",
                    call.lineno,
                    also=_other_convolutions(s, call),
                )
            if len(size) == 2 and size[0] == size[1] and size[0] != "1":
                return Cause(
                    f"After the number of filters, Conv2D takes their size as one thing, and then the strides. Here {size[1]} is "
                    f"taken for the strides. Write the size in brackets: ({size[0]}, {size[1]})",
                    call.lineno,
                    also=_other_convolutions(s, call),
                )
    return None


def _other_convolutions(s: Situation, call: ast.Call) -> tuple[str, ...]:
    """Return the lines of the other calls that are given three places, too."""
    alike = [other for other in calls_in(s.own.tree, called_name(call)) if len(other.args) > 2]
    return tuple(f"line {other.lineno}" for other in alike if other is not call)


def title_in_pieces(s: Situation) -> Cause | None:
    """``ax.set_title("Actual:", label)``: pieces with commas, as print takes them."""
    for call in s.nodes(ast.Call) if s.code is Code.EXCEPTION else []:
        name = called_name(call)
        takes_one_text = name in ("title", "set_title", "set_xlabel", "set_ylabel", "suptitle")
        texts = [a for a in call.args if isinstance(a, ast.Constant | ast.JoinedStr)]
        if takes_one_text and len(call.args) > 1 and texts:
            pieces = [
                str(a.value) if isinstance(a, ast.Constant) else f"{{{short(a)}}}"
                for a in call.args
            ]
            whole = " ".join(pieces[:2]) + (", …" if len(pieces) > 2 else "")
            return Cause(
                f"{name} takes one text, and gets {len(call.args)} things with commas between them. That is print's way. Make one text of "
                + (f'them: f"{whole}"' if len(whole) < 70 else "them, with an f-string.")
            )
    return None


def inputs_of_a_layer(s: Situation) -> Cause | None:
    """``Dense(784, 300)``, as PyTorch's Linear takes inputs and outputs."""
    said = r"activation function identifier: \d+$|multiple values for argument 'activation'"
    if not re.search(said, s.said) or s.running is None:
        return None
    calls = [call for call in calls_in(s.running, "Dense") if len(call.args) == 2]
    calls = [call for call in calls if not isinstance(call.args[1], ast.Constant)]
    here = [call for call in calls if covers(call, s.line)]
    if not here:
        return None
    inputs, units = map(short, here[0].args)
    return Cause(
        f"Dense takes the number of its own units first, and an activation second. How many inputs there are, it finds itself. "
        f"Leave {inputs} away: Dense({units}{', …' if here[0].keywords else ''})",
        also=tuple(f"{short(call)} in line {call.lineno}" for call in calls if call not in here),
    )


def first_size_twice(s: Situation) -> Cause | None:
    """A layer for ``hidden_units[0]``, and a loop that begins with the same size."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    lines = [*statements(own_code(s.definition))]
    loops = [node for node in lines if isinstance(node, ast.For) and [*calls_in(node, "Dense")]]
    for loop in loops:
        sizes = short(loop.iter)
        for call in calls_in(s.definition, "Dense"):
            first = call.args[0] if call.args else None
            if first and short(first) == f"{sizes}[0]" and not covers(loop, call.lineno):
                return Cause(
                    f"Line {call.lineno} makes a layer of the size {sizes}[0]. The loop in line {loop.lineno} makes one for each size, this "
                    f"one too. Delete the layer in line {call.lineno}.",
                    call.lineno,
                )
    return None


def mean_in_the_first_place(s: Situation) -> Cause | None:
    """``rng.normal((9, 6))``: the first place is the mean, not the shape."""
    for call in calls_in(s.own.tree, "normal") if s.code in (Code.EXCEPTION, Code.DEMAND) else []:
        first = call.args[0] if call.args else None
        sizes = [short(a) for a in call.args] if s.function.name == "init_params" else []
        if len(sizes) == 2 and not call.keywords and all(map(str.isidentifier, sizes)):
            return Cause(
                f"normal({', '.join(sizes)}) draws one number, around {sizes[0]}. Its first two places are the mean and the spread. Write: "
                f"normal(size=({', '.join(sizes)}))",
                call.lineno,
            )
        names = [keyword.arg for keyword in call.keywords]
        if len(call.args) == 2 and isinstance(call.args[1], ast.Tuple) and not names:
            return Cause(
                f"normal takes three things: the mean, the spread, the shape. Here {short(call.args[0])} stands in the place of the mean, "
                f"and the shape in that of the spread. Write: normal(0, {short(call.args[0])}, …)",
                call.lineno,
            )
        is_spread = isinstance(first, ast.Name | ast.Call | ast.BinOp) and names == ["size"]
        if is_spread and first and len(sizes) == 1:
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


def pair_in_one_place(s: Situation) -> Cause | None:
    """``model.fit(train)``: images and labels as one thing."""
    for name in ("fit", "evaluate"):
        for call in _calls_of(s, name) if s.code is Code.EXCEPTION else []:
            first = call.args[0] if len(call.args) == 1 else None
            labels = any(k.arg == "y" for k in call.keywords)
            pair = isinstance(first, ast.Name) and s.kind(first.id) in ("tuple", "list")
            if isinstance(first, ast.Name) and pair and s.shape(first.id) == [2] and not labels:
                return Cause(
                    f"{name} takes images and labels as two things, and {first.id} is one: a pair. Take it apart first: "
                    f"X, y = {first.id}. Then write {name}(X, y, …).",
                    call.lineno,
                )
            if isinstance(first, ast.Tuple | ast.List) and len(first.elts) == 2 and not labels:
                inside = ", ".join(map(short, first.elts))
                return Cause(
                    f"{name} takes images and labels as two things, and the inner brackets make one of them. Take these away: "
                    f"{name}({inside}, …).",
                    call.lineno,
                )
    return None


def lists_to_fit(s: Situation) -> Cause | None:
    """A list of pictures where one array goes."""
    if s.code is not Code.EXCEPTION or not re.search(_LIST_OF_INPUTS, s.said):
        return None
    for name in ("fit", "evaluate", "predict"):
        for call in _calls_of(s, name):
            for part in call.args[:2]:
                made = short(part.func) if isinstance(part, ast.Call) else ""
                if isinstance(part, ast.ListComp | ast.List) or made == "list":
                    return Cause(
                        f"{name} takes one array, and {short(part, 30)} is a list of many things. Give it the array itself, "
                        "or make one: np.array(…)."
                    )
    return None


def images_and_labels_swapped(s: Situation) -> Cause | None:
    """Labels in the place of the images."""
    for name in ("fit", "evaluate", "predict", "train_on_batch"):
        for call in _calls_of(s, name) if s.code is Code.EXCEPTION else []:
            names = [a.id if isinstance(a, ast.Name) else "" for a in call.args[:2]]
            shapes = [s.shape(a) or [] for a in names]
            if not names or len(shapes[0]) != 1 or s.kind(names[0]) != "ndarray":
                continue
            named = re.match(r"y(_|$)|labels", names[0])
            if (len(shapes) > 1 and len(shapes[1]) < 2) or (len(shapes) == 1 and not named):
                continue
            made = [
                node.lineno
                for node in (statements(s.running.body) if s.running else [])
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple)
                if names[0] in assigned(node)
            ]
            at = f" See line {made[-1]}: images come first in a pair, then labels." if made else ""
            return Cause(
                f"The first thing that {name} gets should be the images. {names[0]} holds labels: one number each.{at}",
                made[-1] if made else s.line,
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
            other = _meant_instead(s, name)
            action = f"Did you mean {other}(…)?" if other else "Write the work itself in its place."
            return Cause(
                f"{name} calls itself in line {call.lineno}, again and again. {action}", call.lineno
            )
    return None


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
        if isinstance(node, ast.FunctionDef) and node.name != name
    ]
    return next((other for other in others if other.partition("_")[0] == first), "")


def _as_f_string(signs: Sequence[ast.AST]) -> str:
    """Write the beginning of a sum of a text and a number as an f-string."""
    for sign in signs:
        for node in ast.walk(sign):
            left = node.left if isinstance(node, ast.BinOp) else None
            if isinstance(node, ast.BinOp) and isinstance(left, ast.Constant):
                text = str(left.value).replace("\n", "\\n")
                number = re.fullmatch(r"round\((.+), (\d)\)", short(node.right))
                # round drops a 0 at the end; a form in the brackets keeps as many digits as are asked for.
                value = f"{number[1]}:.{number[2]}f" if number else short(node.right)
                return f'f"{text}{{{value}}}"'
    return 'f"kernel_{n}"'


def method_without_its_owner(s: Situation) -> Cause | None:
    """``compile(…)`` for ``model.compile(…)``, ``imshow(…)`` for ``ax.imshow(…)``."""
    arguments = arguments_of(s.running)
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
        if of_model and (unknown or of_builtin):
            return Cause(
                f"{name} belongs to the model. Write the model in front of it: model.{name}(…)"
            )
        if unknown and name in _OF_AXES:
            return Cause(f"{name} belongs to an Axes. Write the Axes in front of it: ax.{name}(…)")
    return None


def text_and_number(s: Situation) -> Cause | None:
    """``"a" + 1``."""
    signs = [*s.nodes(ast.BinOp), *s.nodes(ast.AugAssign)]
    plus = any(isinstance(sign, ast.Add) for node in signs for sign in ast.iter_child_nodes(node))
    number = r"(?:numpy\.)?(?:int|float|uint)\d*"
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
        if isinstance(value, ast.Tuple) and len(names) == 2 * len(value.elts):
            pairs = ", ".join(f"({a}, {b})" for a, b in zip(names[::2], names[1::2], strict=True))
            return Cause(
                f"Each of the things on the right is a pair. Put brackets around the names, two by two: {pairs} = …"
            )
        if (
            isinstance(value, ast.Subscript)
            and isinstance(value.slice, ast.Slice)
            and len(names) == 2
        ):
            arguments = arguments_of(s.running)
            second = "labels" if short(value.value) == "images" and "labels" in arguments else "…"
            part = short(value)[len(short(value.value)) :]
            return Cause(
                f"{short(value)} is one thing, and {len(names)} names wait for two. Write both, with a comma between: "
                f"{short(value)}, {second}{part}"
            )
    return None


def pair_through_zip(s: Situation) -> Cause | None:
    """``images, labels = zip(*train)``: a pair already, and no list of pairs."""
    for node in s.nodes(ast.stmt) if "values to unpack" in s.said else []:
        call = node.value if isinstance(node, ast.Assign) else None
        given = call.args[0] if isinstance(call, ast.Call) and len(call.args) == 1 else None
        if (
            isinstance(call, ast.Call)
            and short(call.func) == "zip"
            and isinstance(given, ast.Starred)
        ):
            whole = short(given.value)
            if s.shape(whole) == [2] or whole in arguments_of(s.running):
                return Cause(
                    f"zip(*…) is for a list of many pairs. {whole} is one pair already: write {whole} alone, in place of {short(call)}."
                )
    return None


def trained_twice(s: Situation) -> Cause | None:
    """``model.fit(…)`` in one line, and ``history = model.fit(…)`` in the next."""
    if s.code is not Code.DEMAND or s.definition is None or s.function.returns != "history":
        return None
    fits = [
        node
        for node in own_code(s.definition)
        if isinstance(node, ast.Expr | ast.Assign | ast.Return)
        and isinstance(node.value, ast.Call)
        and called_name(node.value) == "fit"
    ]
    if len(fits) != 2:
        return None
    first, second = fits
    return Cause(
        f"fit is called in line {first.lineno} and again in line {second.lineno}: each call trains. One is enough. Keep what it gives back: "
        "history = model.fit(…)",
        second.lineno,
    )


def added_to_a_copy(s: Situation) -> Cause | None:
    """``model.layers.append(layer)``: the list is a copy."""
    if s.code not in (Code.DEMAND, Code.EXCEPTION) or s.definition is None:
        return None
    for call in calls_in(s.definition):
        owner, _, method = short(call.func).rpartition(".")
        if owner.endswith(".layers") and method in ("append", "extend", "insert"):
            model = owner.removesuffix(".layers")
            return Cause(
                f"{owner} is a copy of the list: what you put into it, the model does not get. Write {model}.add(…), once for each "
                "layer.",
                call.lineno,
            )
    return None


def parameters_for_the_optimizer(s: Situation) -> Cause | None:
    """``SGD(model.trainable_variables, learning_rate)``, as PyTorch makes it."""
    if not re.search(r"learning_rate=\[<(Keras)?Variable|learning_rate=\[\]", s.said):
        return None
    for call in s.nodes(ast.Call):
        for given in call.args[:1]:
            return Cause(
                f"A Keras optimizer does not get the parameters: compile shows it the model. Leave {short(given)} away. "
                f"Its first place is the learning rate: {called_name(call)}(learning_rate=…)."
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
            name = first_name(node.body) or "thing"
            return Cause(
                f"This lambda is called with one thing, and has no name for it. The name stands behind the word: lambda {name}: "
                f"{short(node.body)}",
                node.lineno,
            )
    return None


def schedule_called(s: Situation) -> Cause | None:
    """``Adam(learning_rate=schedule(steps))``: one number of the schedule."""
    for call in s.nodes(ast.Call) if "Argument `learning_rate` should be float" in s.said else []:
        for given in [
            *call.args[:1],
            *(k.value for k in call.keywords if k.arg == "learning_rate"),
        ]:
            if isinstance(given, ast.Call) and isinstance(given.func, ast.Name):
                return Cause(
                    f"{short(given)} is one number of the schedule. The optimizer asks it anew at each step: give it the schedule "
                    f"itself, without the brackets. Write: learning_rate={short(given.func)}"
                )
    return None


def name_for_an_optimizer(s: Situation) -> Cause | None:
    """``optimizer = "sgd"`` and then ``optimizer.learning_rate = …``."""
    if not re.search(r"'str' object has no attribute '(learning_rate|lr)'", s.said):
        return None
    for node in s.nodes(ast.Attribute):
        return Cause(
            f"{short(node.value)} is only a text there, the name of an optimizer. Make the optimizer itself, with its rate: "
            "keras.optimizers.SGD(learning_rate=…). Then leave this line away."
        )
    return None


def pair_for_batches(s: Situation) -> Cause | None:
    """``for images, labels in train``, as PyTorch goes through its batches."""
    if "values to unpack" not in s.said or s.running is None:
        return None
    for loop in s.last.nodes:
        what = short(loop.iter) if isinstance(loop, ast.For) and loop.lineno == s.line else ""
        if what in ("train", "valid") and what in arguments_of(s.running):
            return Cause(
                f"{what} is one pair, all images and all labels. It is no list of batches to go through. Take it apart: "
                f"X, y = {what}. A Keras model makes the batches itself, in fit."
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
        what, names = short(loop.iter), len(loop.target.elts)
        if s.kind(what) == "dict" and names == 2:
            return Cause(
                f"{what} is a dict, and a loop over a dict gives its names alone. For names and values: {what}.items()"
            )
        if "ndenumerate" in what and names == 3:
            row, column, value = map(short, loop.target.elts)
            return Cause(
                f"Each turn of np.ndenumerate gives a place and a value, and the place is a pair. Put brackets around it: "
                f"for ({row}, {column}), {value} in {what}:"
            )
        made = short(loop.iter.func) if isinstance(loop.iter, ast.Call) else ""
        if made in ("zip", "enumerate") and isinstance(loop.iter, ast.Call):
            gives = len(loop.iter.args) if made == "zip" else 2
            then = (
                f"Write {gives} names."
                if made == "zip"
                else "A pair in it goes into brackets: for i, (a, b) in …"
            )
            return Cause(
                f"Each turn of {made} gives {gives} things, and {names} names wait for them. {then}"
            )
        return Cause(
            f"Each turn should give {names} things, but {what} gives something else. To count along, write "
            f"enumerate({what}); to go through two things at once, zip(…, …)."
        )
    return None


def first_axes_row(s: Situation) -> Cause | None:
    """What ``plt.subplots`` gives: one Axes, a row of them, or rows of rows."""
    made = _assigned_from(s, "subplots")
    line = made.lineno if made else s.line
    if re.search(r"'Axes' object is not (subscriptable|iterable)|'Axes' has no len", s.said):
        several = made and isinstance(made.value, ast.Call) and made.value.args
        first = [n for n in ast.walk(s.running or s.last.tree) if isinstance(n, ast.Subscript)]
        if several and made and any(short(n) == f"{assigned(made)[-1]}[0]" for n in first):
            return Cause(
                "For one picture, plt.subplots gives one Axes, and for several an array of them. Write squeeze=False into its "
                f"brackets: then {assigned(made)[-1]}[0] is always a row of Axes.",
                line,
            )
        if several:
            return Cause(
                "For one picture, plt.subplots gives one Axes, and for several an array of them. With squeeze=False in its brackets it "
                "is always an array with rows: then write axes[0][i] in place of axes[i].",
                line,
            )
        return Cause("This is one Axes, not a row of them. Use it as it is, without [ ] or a loop.")
    missing = re.search(r"'(numpy\.ndarray|tuple)' object has no attribute '(\w+)'", s.said)
    if not missing or not made or missing[2] not in _OF_AXES | _OF_FIGURES:
        return None
    owners = {short(node.value) for node in s.nodes(ast.Attribute)}
    loops = [n for n in statements(s.running.body) if isinstance(n, ast.For)] if s.running else []
    if not owners & {*assigned(made), *(name for loop in loops for name in assigned(loop))}:
        return None
    if missing[1] == "tuple":
        return Cause(
            "plt.subplots() gives two things: a Figure and its Axes. Take both: fig, ax = plt.subplots().",
            line,
        )
    sizes = made.value.args if isinstance(made.value, ast.Call) else []
    through = any(names_in(loop.iter) & {*assigned(made)} for loop in loops)
    constants = all(isinstance(size, ast.Constant) for size in sizes)
    if len(sizes) == 2 and not through and constants and owners & {*assigned(made)}:
        given = ", ".join(map(short, sizes))
        return Cause(
            f"plt.subplots({given}) makes {' rows of '.join(map(short, sizes))} Axes, for many pictures. For one picture of this "
            f"size in inches, write plt.subplots(figsize=({given})).",
            line,
        )
    return Cause(
        "Here is an array of Axes in place of one. With several pictures, plt.subplots gives rows of Axes: go through "
        "axes.flat."
    )


def one_argument_too_many(s: Situation) -> Cause | None:
    """``plt.subplots(1, n, (9, 3))``: an argument in a place that the call does not have."""
    found = re.search(
        r"([\w.]+)\(\) takes (?:from \d+ to )?(\d+) positional arguments? but (\d+)\b", s.said
    )
    for call in s.nodes(ast.Call) if found and s.error == "TypeError" else []:
        if not found or short(call.func).rpartition(".")[2] != _last_name(found[1]):
            continue
        itself = int(found[3]) - len(call.args)  # A method counts what stands in front of its dot.
        places = int(found[2]) - itself
        starred = any(isinstance(arg, ast.Starred) for arg in call.args)
        if starred or itself not in (0, 1) or not 0 <= places < len(call.args):
            return None
        return Cause(_without_a_place(s, call, places))
    return None


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
            f"{called} takes {things}: {called}({', '.join(takes)}). In this call, {what} has no place: take it away. Or do some "
            "of the things belong together, in brackets of their own?"
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
    if called == "reindex" and isinstance(extra, ast.Constant):
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
        if not found or short(call.func).rpartition(".")[2] != _last_name(found[1]):
            continue
        name, own = _last_name(found[1]), s.last.definitions(_last_name(found[1]))
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


def _made_here(s: Situation) -> str:
    """Name the one array that the function at work makes; nothing when it makes none or several."""
    lines = statements(s.running.body) if s.running else []
    made = {
        name: node.lineno
        for node in lines
        if isinstance(node, ast.Assign)
        and re.match(r"(np\.(zeros|ones|empty|full)|\[|\{|dict|list)", short(node.value))
        for name in assigned(node)
    }
    if len(made) != 1:
        return ""
    name, line = next(iter(made.items()))
    return f" Line {line} makes one: {name}."


def _parts(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _calls_of(s: Situation, method: str) -> list[ast.Call]:
    """Return the calls of this method at work; after a check's demand, those in the function."""
    if s.code is Code.EXCEPTION and s.last.file == s.own.file:
        nodes = s.nodes(ast.Call)
    elif s.definition is not None:
        nodes = [node for node in ast.walk(s.definition) if isinstance(node, ast.Call)]
    else:
        nodes = []
    return [
        node for node in nodes if isinstance(node.func, ast.Attribute) and node.func.attr == method
    ]


def _named_not_called(s: Situation) -> str:
    """Return the one function that the line names without calling it; empty when there are several or none."""
    outer: list[ast.AST] = [*s.nodes(ast.expr)]
    if not any(isinstance(top, ast.Attribute | ast.Call | ast.BinOp) for top in outer):
        # What takes a value apart is at work on the left of =.
        outer = [n for n in s.last.nodes if isinstance(n, ast.Assign) and covers(n, s.line)]
    called = {
        id(node.func) for top in outer for node in ast.walk(top) if isinstance(node, ast.Call)
    }
    owners = {
        id(node.value) for top in outer for node in ast.walk(top) if isinstance(node, ast.Attribute)
    }
    names = {
        short(node)
        for top in outer
        for node in ast.walk(top)
        if isinstance(node, ast.Attribute)
        or (
            isinstance(node, ast.Name)
            and s.kind(node.id) in ("function", "type", "method", "builtin_function_or_method")
        )
        if id(node) not in called | owners
    }
    return names.pop() if len(names) == 1 else ""


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
    method = short(call.func).rpartition(".")[2]
    does = GIVE_NONE[method]
    if method == "shuffle" and call.args:
        inside = short(call.args[0])
        rng = short(call.func)[: -len(".shuffle")]
        return (
            f"shuffle changes the array in its brackets and gives back None. What gives a shuffled copy is permutation: "
            f"{rng}.permutation({inside})"
        )
    owner = short(call.func.value) if isinstance(call.func, ast.Attribute) else ""
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
        return (
            f"{method} {does} and gives back None. Give the thing a name first: thing = {owner}. Then write thing.{method}(…) in a line "
            "of its own, and go on with the thing."
        )
    then = (
        f"go on with {owner} in the next one"
        if owner and does != "does its work"
        else "use what you have without it"
    )
    return f"{method} {does} and gives back None. Call it in a line of its own, and {then}."


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
            return Cause(f"Line {last.lineno} stores None in {name}. {does}", last.lineno)
        called = short(last.value.func)
        if file.definitions(called):
            return Cause(
                f"{name} is None: {called}, called in line {last.lineno}, gives nothing back. Does it have a return line?",
                last.lineno,
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
            "ax is None when the caller gives none. Make one first: if ax is None: fig, ax = plt.subplots()",
            line,
        )
    return Cause(
        f"{name} is None when the caller gives none. Use it only inside: if {name} is not None:",
        line,
    )


def _assigned_from(s: Situation, method: str) -> ast.Assign | None:
    """Return the statement in which the function at work stores what a call of this method gives."""
    for node in statements(s.running.body if s.running else []):
        if isinstance(node, ast.Assign) and node.lineno <= s.line:
            made = node.value.func if isinstance(node.value, ast.Call) else node.value
            if short(made).endswith(method):
                return node
    return None


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
    method = short(value.func).rpartition(".")[2]
    if method == "print":
        return Cause(
            "print shows a text and gives back None. Return the text itself: return …, without print.",
            line,
        )
    if GIVE_NONE[method] == "does its work" and s.function.returns in _USUAL_NAMES:
        name = _USUAL_NAMES[s.function.returns]
        return Cause(
            f"The function returns what {method} gives back, and that is None: {method} only shows something. Return the thing itself: "
            f"return {name}",
            line,
        )
    return Cause(f"The function returns what {method} gives back. {_none_sentence(value)}", line)


def _not_callable(call: ast.Call, kind: str) -> str:
    name, inside = short(call.func), ", ".join(short(a) for a in call.args) or "…"
    if isinstance(call.func, ast.BinOp) or (
        isinstance(call.func, ast.Constant) and kind in ("int", "float")
    ):
        around = f"({name})" if isinstance(call.func, ast.BinOp) else name
        return f"In front of a bracket, a sign is missing: {around} * ({inside})"
    if isinstance(call.func, ast.Constant | ast.Tuple | ast.List | ast.Dict | ast.JoinedStr):
        return f"Between {name} and ({inside}) a comma is missing, or a sign such as +."
    if kind in _HAVE_PLACES and not call.args:
        return f"{name} is a value, not a function. Take the brackets away: {name}"
    if kind in _HAVE_PLACES:
        return f"Round brackets call a function. Places of {name} stand in square ones: {name}[{inside}]"
    if re.fullmatch(r"(u?int|float)\d*|bool_?", kind):
        return f"{name} is a number, not a function. Take the brackets away, or is a * missing?"
    if kind == "Text" and name.endswith(".title"):
        return f"An Axes keeps its title in .title. To set it: {name[:-5]}set_title({inside})"
    if kind == "Generator" and len(call.args) == 1 and name.startswith("r"):
        looped = f" To count along in a for loop, the word is range: range({inside})."
    else:
        looped = ""
    other = {
        "module": f"{name} is a module, a box of functions. Name the one that you want: {name}.…({inside})",
        "Generator": f"{name} is the generator. To draw, call one of its methods, such as {name}.integers(…).{looped}",
        "dtype": f"{name} tells the type and is no function. To change the type: .astype({inside})",
        "NoneType": (
            f"{name} is not called: it stands in square brackets. Write: {inside}[{name}]"
            if name.endswith("newaxis")
            else f"{name} is None there, so it can't be called."
        ),
    }
    return other.get(kind, f"{name} is of the type {kind}, no function: it can't be called.")


RULES = (
    *(
        layer_without_brackets,
        list_to_add,
        list_among_layers,
        text_before_its_place,
        two_layers_to_add,
        layer_called_at_once,
        layers_without_a_list,
        third_place_of_compile,
        optimizer_without_brackets,
    ),
    *(
        class_for_an_object,
        method_under_a_name,
        brackets_missing,
        sizes_without_brackets,
        range_of_a_thing,
        wrong_brackets,
        several_to_append,
        needs_one_list,
    ),
    *(
        metrics_without_a_list,
        third_place_of_fit,
        third_place_of_cosine_decay,
        third_place_of_conv,
        inputs_of_a_layer,
        first_size_twice,
        title_in_pieces,
        mean_in_the_first_place,
        pair_in_one_place,
        lists_to_fit,
        images_and_labels_swapped,
        none_from_a_method,
    ),
    *(
        takes_itself_for_another,
        method_without_its_owner,
        text_and_number,
        pairs_unpacked_at_once,
        pair_through_zip,
        trained_twice,
        added_to_a_copy,
        parameters_for_the_optimizer,
        place_as_a_pair,
        lambda_without_a_name,
        schedule_called,
        name_for_an_optimizer,
        pair_for_batches,
        unpacked_wrongly,
        first_axes_row,
        one_argument_too_many,
        number_of_arguments,
    ),
    *(calls_given_none,),
)
