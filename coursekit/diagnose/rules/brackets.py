"""Brackets that are forgotten, or of the wrong kind: a function that is not called, a shape that is no pair."""

import ast
import builtins
import difflib
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

_KINDS_OF_METHODS = ("method", "function", "builtin_function_or_method", "type")

_CALLABLES = f"({'|'.join(_KINDS_OF_METHODS)})"

_MAKE_ARRAYS = re.compile(r"\b(zeros|ones|empty|full)$")

_HAVE_PLACES = ("ndarray", "list", "tuple", "dict", "Series", "DataFrame", "EagerTensor", "str")


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
            # An abbreviation, Dense = keras.layers.Dense, is called somewhere, or asked for.
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name)
                and _makes_something(s, node.value)
                and name in used
                and not any(
                    name in names_in(c if called_name(c) == "isinstance" else c.func)
                    for c in calls_in(function)
                )
            ):
                return Cause(_class_named(node.value, f"{name} = "), node.lineno)
    for call in s.nodes(ast.Call) if "required positional argument" in s.said else []:
        for top in given_to(call):
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
            if re.search(
                r"axis\.(on|off|equal|tight)$|astype\.(u?int|float|bool)\d*$", short(node)
            ):
                return Cause(
                    f"{inner} is a function, and {node.attr} is what to give it, in brackets and quotes: {inner}('{node.attr}')"
                )
            if node.attr == s.field("name"):
                return Cause(
                    f"Brackets are missing: {inner} is a function, and without () it is not called. "
                    f"Write: {inner}(…).{node.attr}"
                )
    # Python 3.11 names the type itself: type 'range'.
    kind = rf"(?:'{_CALLABLES}' object|type '\w+')"
    found = re.search(rf"{kind} is not (subscriptable|iterable)", s.said)
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
            if _MAKE_ARRAYS.search(name) and "(" not in inside:
                inside = short(parts)
            return Cause(
                f"{name} is a function: it is called with round brackets, not square ones. Write: {name}({inside})"
            )
    operand = re.search(
        rf"(?:cannot unpack|unsupported operand|not supported between|expected|must be).*(?:'{_CALLABLES}'|(?:non-iterable|not|instance,) {_CALLABLES}\b)",
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
        # What stands in a module is a function, and may well get a shorter name.
        if first_name(line.value) in s.last.imported:
            continue
        named = [name for name in assigned(line) if not _is_a_function(function, name)]
        if s.code is Code.EXCEPTION:
            kinds = (*_KINDS_OF_METHODS, "PlotAccessor")
            named = [name for name in named if name in used and s.kind(name) in kinds]
        elif line.value.attr not in _METHODS or {*named} & {
            first_name(c.func) for c in calls_in(function)
        }:
            continue
        if named:
            return Cause(
                f"In line {line.lineno}, brackets are missing: without () the method is not called. Write: {short(line.value)}"
                f"({'' if line.value.attr in _METHODS_WITHOUT else '…'})",
                line.lineno,
            )
    return None


def method_in_a_condition(s: Situation) -> Cause | None:
    """``if layer.get_weights``: the method itself, which is always true."""
    function = s.running if s.code is Code.EXCEPTION else s.definition
    # Errors that another value would not give: of a wrong name, say, this is no cause.
    of_values = s.field("type") in ("ValueError", "IndexError", "ZeroDivisionError", "KeyError")
    tests: list[ast.expr] = []
    for node in ast.walk(function) if function and (s.wrong_result or of_values) else []:
        if isinstance(node, ast.If | ast.While | ast.IfExp):
            tests.append(node.test)
        elif isinstance(node, ast.comprehension):
            tests += node.ifs
    for test in tests:
        called = {id(part) for call in calls_in(test) for part in ast.walk(call)}
        compared = {
            id(part) for n in ast.walk(test) if isinstance(n, ast.Compare) for part in ast.walk(n)
        }
        methods = [n for n in ast.walk(test) if isinstance(n, ast.Attribute) and n.attr in _METHODS]
        for part in methods:
            if id(part) in called or first_name(part) in s.last.imported:
                continue
            always = (
                "It is equal to no value."
                if id(part) in compared
                else "As a condition, that is always true."
            )
            inside = "" if part.attr in _METHODS_WITHOUT else "…"
            owner = short(part.value)
            # probabilities.argmax != labels[i]: of the same place, too.
            places = {short(n.slice) for n in ast.walk(test) if isinstance(n, ast.Subscript)}
            if id(part) in compared and owner in arguments_of(function) and len(places) == 1:
                owner = f"{owner}[{places.pop()}]"
            return Cause(
                f"In line {part.lineno}, brackets are missing: without () {short(part)} stands for the method itself. {always} "
                f"Write: {owner}.{part.attr}({inside})",
                part.lineno,
            )
    return None


_METHODS_WITHOUT = (
    *("get_weights", "plot", "copy", "max", "min", "mean", "sum", "flatten", "ravel", "tolist"),
    *("argmax", "argmin", "value_counts", "sort_index", "items", "keys", "any", "all"),
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
            at = key.slice if isinstance(key, ast.Subscript) else key
            number = isinstance(at, ast.Constant) and isinstance(at.value, int)
            place = short(at) if number else "…"
            by = f"what part of a thing to sort. By its part at place {place}: key=lambda thing: thing[{place}]"
            if kind == "ndarray" and isinstance(key, ast.Name):
                by = f"what to sort. By the number that {key.id} holds at each place: key=lambda place: {key.id}[place]"
            return Cause(
                f"key={short(key)} gives {called_name(call)} a value, of the type {kind}. It needs a function, which says by {by}"
            )
        sizes = [len(s.shape(short(one)) or ()) for one in (call.func, *call.args)]
        if kind == "ndarray" and sizes == [2, 2]:
            return Cause(
                f"Round brackets call a function, and {short(call.func)} is an array. The sign for the product of two arrays is @, "
                "between them."
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
        types = [a for a in call.args if re.fullmatch(r"(np\.)?(u?int|float|bool)\d*_?", short(a))]
        own = [a for a in call.args if a not in types]
        # What full writes everywhere, and a type, is no size.
        if called_name(call) == "full" and len(own) > 2:
            types = [own.pop(), *types]
        sizes, others = ", ".join(map(short, own)), "".join(f", {short(a)}" for a in types)
        several = any(isinstance(a, ast.Tuple | ast.List) for a in call.args) or any(
            s.kind(short(a)) in ("tuple", "list") for a in call.args
        )
        if (
            _MAKE_ARRAYS.search(name)
            and not several
            and len(call.args) > 1
            and re.search(
                r"Cannot interpret '\d+' as a data type|given by name \('dtype'\)", s.said
            )
        ):
            named = ", …" if call.keywords else ""
            row = [size for size in map(short, own) if size != "1"]
            if len(own) == 2 and len(row) == 1:
                return Cause(
                    f"The second number is taken for a type of numbers. For one row of {row[0]} numbers, write: {name}({row[0]}{others}{named}). "
                    f"A table with a single row or column needs brackets of its own: {name}(({sizes}){others}{named})"
                )
            return Cause(
                f"The sizes of an array go into brackets of their own: {name}(({sizes}){others}{named})"
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
            # What ceil and round give is whole, but still of the type float.
            whole = any(called_name(c) in ("ceil", "floor", "round") for c in calls_in(call))
            how = "Write // in place of /." if divides and not whole else "Put int(…) around it."
            if divides and not whole and "batch" in short(call):
                how = "The last batch may be smaller, so let range go in steps: range(0, n, batch_size), for n images."
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
            inside = [*ast.walk(s.running)] if s.running else []
            counters = {
                name
                for loop in inside
                if isinstance(loop, ast.For | ast.comprehension) and loop.iter is call
                for name in names_in(loop.target)
            }
            items = [n for n in inside if isinstance(n, ast.Subscript) and short(n.value) == what]
            if any(names_in(item.slice) & counters for item in items):
                return Cause(
                    f"range needs a number, and {what} is a {kind}. Its length is a number: range(len({what}))."
                )
            return Cause(
                f"range needs a number, and {what} is a {kind}. To go through its parts: for … in {what}. "
                f"To count them: range(len({what}))."
            )
    return None


def needs_one_list(s: Situation) -> Cause | None:
    """``np.concatenate(a, b)``, ``np.stack(a, b)``."""
    for call in s.nodes(ast.Call) if s.error in ("TypeError", "AxisError", "ValueError") else []:
        name = called_name(call)
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
        or (isinstance(node, ast.Name) and s.kind(node.id) in _KINDS_OF_METHODS)
        if id(node) not in called | owners
    }
    # Each array has a shape and the like, and none of them is called.
    names = {
        name
        for name in names
        if name.rpartition(".")[2] not in ("shape", "size", "ndim", "T", "dtype")
    }
    return names.pop() if len(names) == 1 else ""


def _not_callable(call: ast.Call, kind: str) -> str:
    name, inside = short(call.func), ", ".join(short(a) for a in call.args) or "…"
    if isinstance(call.func, ast.BinOp) or (
        isinstance(call.func, ast.Constant) and kind in ("int", "float")
    ):
        around = f"({name})" if isinstance(call.func, ast.BinOp) else name
        return f"In front of a bracket, a sign is missing: {around} * ({inside})"
    if isinstance(call.func, ast.Constant) and re.search(r"%[\d.]*[dsf]", name):
        return f"Between the text and its values a % is missing: … % ({inside})"
    if isinstance(call.func, ast.Constant | ast.Tuple | ast.List | ast.Dict | ast.JoinedStr):
        return f"Between {name} and ({inside}) a comma is missing, or a sign such as +."
    if name.endswith(".weights") and not call.args:
        # Without its brackets it holds Keras's variables, and no arrays.
        return f"{name} is a list, not a function. The method that gives the arrays is {name.replace('.weights', '.get_weights')}()"
    if kind in _HAVE_PLACES and not call.args:
        return f"{name} is a value, not a function. Take the brackets away: {name}"
    if kind in _HAVE_PLACES:
        return f"Round brackets call a function. Places of {name} stand in square ones: {name}[{inside}]"
    if re.fullmatch(r"(u?int|float)\d*|bool_?", kind):
        return f"{name} is a number, not a function. Take the brackets away, or is a * missing?"
    if kind.endswith("Variable") and len(call.args) == 1:
        return f"{name} is a value, not a function. To give it another one: {name} = {inside}"
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
    class_for_an_object,
    method_under_a_name,
    method_in_a_condition,
    brackets_missing,
    sizes_without_brackets,
    range_of_a_thing,
    wrong_brackets,
    needs_one_list,
    metrics_without_a_list,
)
