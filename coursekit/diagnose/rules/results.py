"""What the function gives back: nothing, too early, the wrong thing; and work that is lost on the way."""

import ast
import re
from collections.abc import Iterator

from coursekit.diagnose.rules import calls
from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    names_in,
    own_code,
    returns_of,
    short,
    statements,
)
from coursekit.manifest import load_manifest
from coursekit.worker.names import Code

NEW_OBJECT = {
    *("astype", "reshape", "flatten", "ravel", "transpose", "squeeze", "round", "clip", "rint"),
    *("expand_dims", "concatenate", "where", "maximum", "pad", "roll", "sqrt", "exp", "log"),
    *("reindex", "sort_index", "sort_values", "fillna", "rename", "reset_index", "sorted"),
    *("replace", "upper", "lower", "strip", "float", "int", "asarray"),
}
"""Functions and methods that leave what they got as it was, and whose result is wanted: nobody calls them to look."""

_WRONG = (Code.DEMAND, Code.WRONG_KIND)

_OF_VALUES = ("TypeError", "ValueError", "IndexError", "AttributeError", "UFuncTypeError")
"""Errors that another value would not give."""

_MODULES = ("np", "pd", "tf", "keras", "plt", "numpy")

_ARRAYS = {
    "axes": "Several Axes come back, and one is asked for. fig, ax = plt.subplots() makes one: draw on it, and return ax.",
    "figure": "The array of all Axes comes back. Return the Figure that holds them: return fig",
}


def defined_inside_itself(s: Situation) -> Cause | None:
    """The whole function pasted into the stub, under its ``def`` line."""
    if s.code is not Code.WRONG_KIND or s.definition is None or returns_of(s.definition):
        return None
    for node in own_code(s.definition):
        if isinstance(node, ast.FunctionDef) and node.name == s.function.name:
            return Cause(
                f"There are two `def {node.name}` lines, one inside the other, in lines {s.definition.lineno} and "
                f"{node.lineno}. The inner function is never called. Delete line {node.lineno}, and move its lines four spaces "
                "to the left.",
                node.lineno,
            )
    code = own_code(s.definition)
    inner = code[0] if len(code) == 1 else None
    if isinstance(inner, ast.FunctionDef) and {*arguments_of(inner)} == {
        *arguments_of(s.definition)
    }:
        return Cause(
            f"All that {s.function.name} holds is another function, {inner.name}, and nothing calls it. Delete its def line, line "
            f"{inner.lineno}, and move its lines four spaces to the left. They use the names in line {s.definition.lineno}.",
            inner.lineno,
        )
    return None


def return_ends_the_loop(s: Situation) -> Cause | None:
    """A return as the last line of a loop's body."""
    if s.code not in _WRONG or s.definition is None:
        return None
    for loop in _loops(s):
        last = loop.body[-1]
        if (
            isinstance(loop, ast.For)
            and isinstance(last, ast.If)
            and _gives_what_it_collects(s, last)
        ):
            return Cause(
                f"The return in line {last.body[-1].lineno} stands inside the loop of line {loop.lineno}. So the function ends as soon "
                "as that line is reached, and collects no more. Let return begin under the word for.",
                last.body[-1].lineno,
            )
        if not isinstance(loop, ast.For) or not isinstance(last, ast.Return):
            continue
        if len(loop.body) == 1 and isinstance(last.value, ast.Call):
            return Cause(
                f"The return in line {last.lineno} ends the loop of line {loop.lineno} in its first turn: the other turns never come. "
                "Collect in the loop, in a list, and return it below. Or compute for all at once, without a loop.",
                last.lineno,
            )
        if not any(isinstance(node, ast.Continue | ast.Break) for node in statements(loop.body)):
            return Cause(
                f"The return in line {last.lineno} stands inside the loop of line {loop.lineno}. So the function ends in the "
                f"loop's first turn. {_where_return_belongs(s, loop)}",
                last.lineno,
            )
    return None


def _where_return_belongs(s: Situation, loop: ast.For) -> str:
    end = s.definition.body[-1] if s.definition else loop
    given = loop.body[-1].value if isinstance(loop.body[-1], ast.Return) else None
    if isinstance(given, ast.Subscript) and names_in(given.slice) & {*assigned(loop)}:
        return f"Let return begin under the word for, and give back all of them: return {short(given.value)}"
    if end.lineno > loop.lineno and loop in (s.definition.body if s.definition else ()):
        return f"Make it the function's last line, behind line {end.end_lineno}. Let it begin under the word for."
    return "Let return, and all that is to run once after the loop, begin under the word for."


def _gives_what_it_collects(s: Situation, block: ast.If) -> bool:
    """Whether a block ends with the only return line, of a list or dict that was begun empty and that the block fills."""
    last = block.body[-1]
    if s.definition is None or not isinstance(last, ast.Return) or block.orelse:
        return False
    name = last.value.id if isinstance(last.value, ast.Name) else ""
    empty = [
        node
        for node in own_code(s.definition)
        if isinstance(node, ast.Assign) and name in assigned(node)
        if isinstance(node.value, ast.Dict | ast.List)
    ]
    filled = [
        node
        for node in ast.walk(block)
        if isinstance(node, ast.Subscript | ast.Attribute) and getattr(node.value, "id", "") == name
    ]
    return bool(name and empty and filled) and len(returns_of(s.definition)) == 1


def print_in_place_of_return(s: Situation) -> Cause | None:
    """A function that shows its result."""
    if not _gives_nothing(s) or s.definition is None or returns_of(s.definition):
        return None
    prints = [
        node
        for node in own_code(s.definition)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        if short(node.value.func) == "print"
    ]
    if not prints or prints[-1] is not (last := own_code(s.definition)[-1]):
        return None
    values = [
        part for node in prints if isinstance(node.value, ast.Call) for part in node.value.args
    ]
    # A print of a shape or of fixed words is there to look, not to answer.
    if not any(
        isinstance(part, ast.Name | ast.BinOp | ast.Call | ast.JoinedStr) for part in values
    ):
        return None
    if len(values) == 1:
        return Cause(
            "print shows the result, and the function still gives nothing back. Write return in place of print: "
            f"return {short(values[0])}",
            last.lineno,
        )
    named = [short(part) for part in values if isinstance(part, ast.Name)]
    if s.function.returns == "pair" and len(named) == 2:
        together = f"Give both back in one line: return {', '.join(named)}"
    elif s.function.returns == "text":
        together = (
            "Put all of it into one return line. Texts in one f-string get \\n between their lines."
        )
    else:
        together = "Put all of it into one return line."
    return Cause(
        f"print shows the results, and the function still gives nothing back. {together}",
        last.lineno,
    )


def lines_of_the_helper(s: Situation) -> Cause | None:
    """The function's last lines, indented into the helper above them, behind its return."""
    if not _gives_nothing(s) or s.definition is None or returns_of(s.definition):
        return None
    for inner in own_code(s.definition):
        body = inner.body if isinstance(inner, ast.FunctionDef) else []
        ends = [n for n, node in enumerate(body[:-1]) if isinstance(node, ast.Return)]
        if isinstance(inner, ast.FunctionDef) and ends:
            lost = body[ends[0] + 1 :]
            first, last = lost[0].lineno, lost[-1].end_lineno or lost[-1].lineno
            lines = f"Line {first} stands" if first == last else f"Lines {first} to {last} stand"
            return Cause(
                f"{lines} inside {inner.name}, behind its return, and never run. They belong to {s.function.name}: let them begin "
                f"below the d of def {inner.name}.",
                first,
            )
    return None


def return_forgotten(s: Situation) -> Cause | None:
    """A function without a return line."""
    if not _gives_nothing(s) or s.definition is None or returns_of(s.definition):
        return None
    first, *others = s.own.definitions(s.function.name)
    if others and returns_of(first):
        return Cause(
            f"{s.function.name} is in the file twice, in line {first.lineno} and in line {others[-1].lineno}. Python takes the last one, "
            "which has no return line. Delete it when the first one is the right one.",
            others[-1].lineno,
        )
    body = own_code(s.definition)
    bare = [node for node in statements(body) if isinstance(node, ast.Return)]
    if bare:
        return Cause(
            f"Behind the return in line {bare[-1].lineno} stands nothing, so it gives back None. Write there what the function "
            "found.",
            bare[-1].lineno,
        )
    last = body[-1] if body else s.definition
    action = _how_to_return(last)
    if s.function.returns == "axes" and "…" in action:
        action = "Let its last line be: return ax. Where plt has drawn, plt.gca() is the Axes: return plt.gca()"
    return Cause(
        f"{s.function.name} has no return line, so it gives nothing back. {action}",
        getattr(last, "lineno", 0),
    )


def arrays_without_names(s: Situation) -> Cause | None:
    """``return model.get_weights()``, where a dict is asked for."""
    if s.code is not Code.WRONG_KIND or s.function.returns != "dict" or s.definition is None:
        return None
    for node in returns_of(s.definition):
        found = re.fullmatch(
            r"(?:list\(|tuple\(|\[\*)?(\w+)\.values\(\)[)\]]?", short(node.value or node)
        )
        if found:
            return Cause(
                f"{found[1]} is the dict, and .values() takes its arrays out, without their names. Return the dict itself: "
                f"return {found[1]}",
                node.lineno,
            )
        if s.field("seen_kind") in ("list", "tuple", "pair") and "get_weights" in ast.unparse(
            s.definition
        ):
            return Cause(
                "Arrays come back without names. In a dict, each has one: kernel_1, bias_1, kernel_2, bias_2 and so on. Go through the "
                'layers that have weights, with n from 1: weights[f"kernel_{n}"], weights[f"bias_{n}"] = layer.get_weights()',
                node.lineno,
            )
    return None


def comma_makes_a_tuple(s: Situation) -> Cause | None:
    """``return digits, confidence``, where one thing is asked for."""
    single = s.function.returns not in ("pair", "list", "any", "value", "axes", "figure")
    if s.code is not Code.WRONG_KIND or s.field("seen_type") != "tuple" or not single:
        return None
    returns = returns_of(s.definition) if s.definition else []
    value = _given_back(s.definition, returns[0].value) if len(returns) == 1 else None
    if s.definition is None or not isinstance(value, ast.Tuple) or len(value.elts) < 2:
        return None
    comma = f"The comma in line {value.lineno} makes {len(value.elts)} things of it"
    if s.function.returns == "text":
        joined = _one_text(value)
        how = '. \\n begins a new line: f"…\\n…"'
        if joined and len(joined) < 110:
            how = f": {joined}"
        elif all(isinstance(part, ast.Name) for part in value.elts):
            texts = [n.value for n in ast.walk(s.definition) if isinstance(n, ast.Constant)]
            broken = any("\n" in text for text in texts[1:] if isinstance(text, str))
            added = (" + " if broken else ' + "\\n" + ').join(short(part) for part in value.elts)
            how = f": {added}"
        return Cause(f"{comma}. One text is asked for. Join them in one{how}", value.lineno)
    meant = _asked_for(s, s.definition, value)
    if not meant:
        return Cause(
            f"{comma}: {short(value)}. Return only the one that the docstring asks for.",
            value.lineno,
        )
    return Cause(f"{comma}, and only {meant} is asked for. Write: return {meant}", value.lineno)


def _given_back(function: ast.FunctionDef | None, value: ast.expr | None) -> ast.expr | None:
    """Return what a returned name was last given; another expression is its own value."""
    if function is None or not isinstance(value, ast.Name):
        return value
    found = [n for n in statements(function.body) if value.id in assigned(n)]
    last = found[-1] if found else None
    alone = isinstance(last, ast.Assign) and isinstance(last.targets[0], ast.Name)
    return last.value if alone and isinstance(last, ast.Assign) else value


def _one_text(value: ast.Tuple) -> str:
    """Write several f-strings as one, with a new line between; empty where one of them is no plain string."""
    texts = [ast.unparse(part) for part in value.elts]
    if not all(re.fullmatch(r"f?(['\"])[^'\"]*\1", text) for text in texts):
        return ""
    parts = [text.lstrip("f")[1:-1].removesuffix("\\n") for text in texts]
    return 'f"' + "\\n".join(parts) + '"'


_MAKE = {
    "array": ("argmax", "array", "astype", "concatenate", "zeros", "predict", "flatnonzero"),
    "number": ("float", "int", "mean", "sum", "len"),
    "series": ("Series", "value_counts", "reindex", "sort_index"),
    "model": ("Sequential", "Model"),
    "history": ("fit", "History"),
    "dict": ("dict",),
}
"""Calls that make a thing of each kind."""


def _asked_for(s: Situation, function: ast.FunctionDef, value: ast.Tuple) -> str:
    """Return the one part that is asked for: by its kind, or by a name that the function has, too; empty when several may be."""
    wanted, usual = s.function.returns, {"model": "model", "history": "history"}
    fits = []
    for part in value.elts:
        made = _given_back(function, part)
        name = called_name(made) if isinstance(made, ast.Call) else ""
        if short(part) == usual.get(wanted) or name in _MAKE.get(wanted, ()):
            fits.append(short(part))
    if len(fits) != 1:
        words = {word.rstrip("s") for word in s.function.name.split("_")}
        fits = [
            short(part)
            for part in value.elts
            if words & {word.rstrip("s") for word in short(part).split("_")}
        ]
    return fits[0] if len(fits) == 1 else ""


def four_for_two_pairs(s: Situation) -> Cause | None:
    """``return X_train, X_valid, y_train, y_valid``: without the brackets of the pairs."""
    if s.code is not Code.WRONG_KIND or s.function.returns != "pair" or s.definition is None:
        return None
    for node in returns_of(s.definition):
        value = _given_back(s.definition, node.value)
        parts = value.elts if isinstance(value, ast.Tuple | ast.List) else []
        names = [part.id for part in parts if isinstance(part, ast.Name)]
        sets = list(dict.fromkeys(name.partition("_")[2] for name in names))
        pairs = [sorted(name for name in names if name.partition("_")[2] == each) for each in sets]
        plain = all(
            len(pair) == 2 and pair[0][0] in "Xxi" and pair[1][0] in "yYl" for pair in pairs
        )
        if len(parts) != 4 or len(names) != 4 or len(pairs) != 2 or not plain:
            continue
        pairs.sort(key=lambda pair: "train" not in pair[0])
        (a, b), (c, d) = pairs
        return Cause(
            f"Line {node.lineno} returns four things, and two pairs are asked for: images with their labels. Write: "
            f"return ({a}, {b}), ({c}, {d})",
            node.lineno,
        )
    return None


def percent_twice(s: Situation) -> Cause | None:
    """``{accuracy * 100:.2%}``: the % behind the colon multiplies by 100 itself."""
    for node in ast.walk(s.definition) if s.code is Code.DEMAND and s.definition else []:
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            spec = "".join(
                str(part.value)
                for part in ast.walk(node.format_spec)
                if isinstance(part, ast.Constant)
            )
            values = [node.value]
        elif isinstance(node, ast.Call) and called_name(node) == "format":
            spec = next(iter(re.findall(r":([^{}]*%)\}", ast.unparse(node.func))), "")
            values = list(node.args)
        else:
            continue
        if not spec.endswith("%") or not any(_times_100(s, value) for value in values):
            continue
        return Cause(
            f"The % in :{spec} multiplies by 100 itself, and your code does so, too. Write one of the two: {{accuracy:.2%}}, "
            "or {accuracy * 100:.2f}%",
            node.lineno,
        )
    return None


def _times_100(s: Situation, value: ast.expr) -> bool:
    """Whether an expression is something times 100, or a name that was given that."""
    lines = [*statements(s.definition.body)] if s.definition else []
    made: list[ast.AST] = [value]
    if isinstance(value, ast.Name):
        made += [n for n in lines if value.id in assigned(n)]
    signs = [n for top in made for n in ast.walk(top) if isinstance(n, ast.BinOp | ast.AugAssign)]
    return any(
        isinstance(sign.op, ast.Mult)
        and any(isinstance(n, ast.Constant) and n.value == 100 for n in ast.iter_child_nodes(sign))
        for sign in signs
    )


def return_in_a_block(s: Situation) -> Cause | None:
    """A return that is not always reached."""
    if not _gives_nothing(s) or s.definition is None:
        return None
    returns, body = returns_of(s.definition), own_code(s.definition)
    if not returns or any(_ends(node) for node in body):
        return None
    if any(_may_be_none(node, s.definition) for node in returns):
        return None
    words = {ast.If: "if", ast.For: "for", ast.While: "while", ast.Try: "try", ast.With: "with"}
    for outer in reversed(body):
        inner = [node for node in statements([outer]) if node in returns]
        if inner and type(outer) in words:
            word, line = words[type(outer)], inner[-1].lineno
            if isinstance(outer, ast.If) and (
                lost := _made_only_in(outer, inner[-1], s.definition)
            ):
                return Cause(
                    f"The return in line {line} stands inside the `if` of line {outer.lineno}, with what it needs: {lost}. Here they "
                    "were not reached. Move the lines that must always run to the left, under the word if. The others stay.",
                    line,
                )
            return Cause(
                f"The return in line {line} stands inside the `{word}` of line {outer.lineno}. Here it was not reached, and "
                f"the function ended without a result. Let a return begin under the word {word}, too.",
                line,
            )
    return None


def _made_only_in(block: ast.If, line: ast.Return, function: ast.FunctionDef) -> str:
    """Return a name that a return needs, and that gets its value in this block alone; empty when there is none."""
    inside = {name for node in statements(block.body) for name in assigned(node)}
    body = own_code(function)
    before = {name for node in statements(body[: body.index(block)]) for name in assigned(node)}
    needed = names_in(line) & inside - before - {*arguments_of(function)}
    return min(needed, default="")


def pairs_mixed_up(s: Situation) -> Cause | None:
    """``return (X_train, y_valid), (X_valid, y_train)``."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    for node in returns_of(s.definition):
        names = re.findall(r"\w+", ast.unparse(node.value)) if node.value else []
        ends = [name.rpartition("_")[2] for name in names]
        if len(names) == 4 and ends[0] == ends[3] != ends[1] == ends[2]:
            return Cause(
                f"In line {node.lineno}, {names[1]} and {names[3]} stand in each other's place: exchange the two.",
                node.lineno,
            )
    return None


def places_returned(s: Situation) -> Cause | None:
    """``return np.where(condition)``: a tuple with an array for each direction."""
    if s.code is not Code.WRONG_KIND or s.function.returns != "array" or s.definition is None:
        return None
    for node in returns_of(s.definition):
        call = node.value
        if (
            isinstance(call, ast.Call)
            and short(call.func) in ("np.where", "np.nonzero")
            and len(call.args) == 1
        ):
            several = s.field("seen") != "a tuple of 1"
            return Cause(
                f"{short(call.func)} gives a tuple, with "
                + (
                    "the rows and the columns at which this is true. Put [0] behind its brackets for the rows, [1] for the columns."
                    if several
                    else "one array in it. Put [0] behind its brackets, which takes that array out."
                ),
                node.lineno,
            )
    return None


def output_for_a_model(s: Situation) -> Cause | None:
    """What the last layer gives, where Keras's functional way makes a model of inputs and outputs."""
    if s.code is not Code.WRONG_KIND or s.function.returns != "model" or s.definition is None:
        return None
    inputs = [
        assigned(node)[0]
        for node in statements(own_code(s.definition))
        if isinstance(node, ast.Assign) and assigned(node) and any(calls_in(node.value, "Input"))
    ]
    returns = returns_of(s.definition)
    if "KerasTensor" not in s.field("seen") or not inputs or not returns or not returns[-1].value:
        return None
    outputs = short(returns[-1].value)
    return Cause(
        f"{outputs} is what comes out of the last layer, and not the model yet. Make the model of its two ends, and return it: "
        f"keras.Model({inputs[0]}, {outputs})",
        returns[-1].lineno,
    )


def table_with_gaps(s: Situation) -> Cause | None:
    """``pd.crosstab``: what never occurs has no row and no column."""
    if s.code not in (Code.WRONG_KIND, Code.DEMAND) or s.definition is None:
        return None
    argument = "n_classes" if "n_classes" in arguments_of(s.definition) else ""
    end = "" if any(calls_in(s.definition, "to_numpy")) else ".to_numpy()"
    for call in calls_in(s.definition, "crosstab") if argument else []:
        return Cause(
            f"crosstab makes a DataFrame, and leaves out what never occurs. Behind it, write: .reindex(index=range({argument}), "
            f"columns=range({argument}), fill_value=0){end}",
            call.lineno,
        )
    return None


def drawn_thing_returned(s: Situation) -> Cause | None:
    """What ``ax.imshow`` or ``ax.bar`` gives back, in place of the Axes."""
    if s.code is not Code.WRONG_KIND or s.function.returns not in ("axes", "figure"):
        return None
    kind, wanted = s.field("seen_type"), s.function.returns
    returns = returns_of(s.definition) if s.definition else []
    line = returns[-1].lineno if returns else 0
    name = "ax" if wanted == "axes" else "fig"
    if kind in _DRAWN or (kind == "list" and _ends_in(returns, ("plot", "hist"))):
        by = f", which {_DRAWN[kind]} gives back" if kind in _DRAWN else ""
        return Cause(
            f"The function gives back what was drawn{by}. Return the {_CALLED[wanted]} that it is drawn on: return {name}",
            line,
        )
    value = returns[-1].value if returns else None
    one_name = s.definition and _one_name_for_both(s.definition, short(value) if value else "")
    if kind == "tuple" and one_name:
        return Cause(
            f"plt.subplots gives two things, a Figure and its Axes, and line {one_name} has one name for both. Take them apart: "
            "fig, axes = plt.subplots(…).",
            one_name,
        )
    if isinstance(value, ast.Call) and called_name(value).startswith("set_"):
        return Cause(
            f"The function gives back what {called_name(value)} gives back. Return in a line of its own: return {name}",
            line,
        )
    of_axes = s.definition is not None and _names_from(s.definition, "subplots") & names_in(
        value or ast.Pass()
    )
    says = {
        "tuple": "Two things or more come back: a comma in the return line, or all that plt.subplots() gives. Return the "
        f"{_CALLED[wanted]} alone: return {name}",
        "Figure": "The Figure comes back, the whole sheet. Return the Axes on it: return ax",
        "Axes": "The Axes comes back, one drawing. Return the Figure that holds it: return fig (or ax.figure).",
        "module": f"A module comes back: plt is a box of functions. Return the {_CALLED[wanted]}: return {_name_to_return(s, name)}",
    }
    if kind == "ndarray" and of_axes:
        return Cause(_ARRAYS[wanted], line)
    return Cause(says[kind], line) if kind in says else None


def _name_to_return(s: Situation, name: str) -> str:
    """Return how a Figure or an Axes is called: by its name where it has one, else by what plt drew on last."""
    own = s.definition
    has_it = own is not None and any(
        name in assigned(n) for n in ast.walk(own) if isinstance(n, ast.stmt)
    )
    return name if has_it else {"fig": "plt.gcf()", "ax": "plt.gca()"}[name]


def _one_name_for_both(function: ast.FunctionDef, name: str) -> int:
    """Return the line in which ``plt.subplots`` gives this one name a value; 0 when none does."""
    for node in statements(function.body):
        single = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if (
            single
            and assigned(node) == [name]
            and isinstance(node, ast.Assign)
            and isinstance(node.value, ast.Call)
        ):
            return node.lineno if called_name(node.value) == "subplots" else 0
    return 0


def value_is_lost(s: Situation) -> Cause | None:
    """A line that computes something new and keeps it nowhere."""
    if s.code not in (*_WRONG, Code.EXCEPTION) or s.definition is None:
        return None
    body = [*statements(own_code(s.definition))]
    for node in body:
        if not isinstance(node, ast.Expr):
            continue
        value = node.value
        if isinstance(value, ast.Call) and _is_layer(value) and s.code is not Code.EXCEPTION:
            return Cause(
                f"Line {node.lineno} makes a layer, and nothing keeps it. Hand it to the network: model.add({short(value, 30)})",
                node.lineno,
            )
        kept = _variable_of(value) if _is_new(value) else ""
        later = {name for n in body if n.lineno > node.lineno for name in names_in(n)}
        if not kept or kept not in later:
            continue
        # After an error, the line must be one that took the name for changed.
        if s.code is Code.EXCEPTION and (s.error not in _OF_VALUES or not s.kind(kept)):
            continue
        return Cause(
            f"Line {node.lineno} computes something new, and nothing keeps it: {short(value)} leaves {kept} as it was. "
            f"Give the result a name: {kept} = …",
            node.lineno,
        )
    return None


def loop_variable_changed(s: Situation) -> Cause | None:
    """``for i in images: i = i / 255``."""
    if s.code not in _WRONG or s.definition is None:
        return None
    for loop in _loops(s):
        only = loop.body[0]
        if not isinstance(loop, ast.For) or not isinstance(only, ast.Assign | ast.AugAssign):
            continue
        name, of = short(loop.target), short(loop.iter)
        # x /= 2 writes into a picture, but not into a number.
        target = only.targets[0] if isinstance(only, ast.Assign) else None
        if len(loop.body) > 1 or not isinstance(target, ast.Name) or target.id != name:
            continue
        behind = [n for n in statements(own_code(s.definition)) if n.lineno > only.lineno]
        if of.startswith("range(") or any(name in names_in(node) for node in behind):
            continue
        return Cause(
            f"Line {only.lineno} gives the name {name} a new value, and {of} stays as it was: the loop "
            "changes nothing. Compute with the whole array at once, without a loop.",
            only.lineno,
        )
    return None


def list_begun_in_the_loop(s: Situation) -> Cause | None:
    """``for …: result = []; result.append(…)``."""
    if s.code not in _WRONG or s.definition is None:
        return None
    for loop in _loops(s):
        for node in loop.body:
            empty = (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.List)
                and not node.value.elts
            )
            if not empty or not isinstance(node, ast.Assign):
                continue
            name = short(node.targets[0])
            outside = [
                n
                for n in returns_of(s.definition)
                if isinstance(n.value, ast.AST) and name in names_in(n.value)
            ]
            grows = [
                n
                for n in ast.walk(loop)
                if isinstance(n, ast.Attribute) and short(n) == f"{name}.append"
            ]
            if outside and grows and not any(n in list(statements(loop.body)) for n in outside):
                return Cause(
                    f"Line {node.lineno} begins the list {name} anew in each turn of the loop. Move it above the loop.",
                    node.lineno,
                )
    return None


def only_the_last_turn(s: Situation) -> Cause | None:
    """A name that each turn of a loop gives a new value, and that is returned after the loop."""
    if s.code not in _WRONG or s.definition is None or s.function.returns not in ("array", "list"):
        return None
    returned = [n.value.id for n in returns_of(s.definition) if isinstance(n.value, ast.Name)]
    for loop in _loops(s):
        for node in loop.body:
            name = assigned(node)[0] if isinstance(node, ast.Assign) and assigned(node) else ""
            whole = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
            if not whole or name not in returned or not isinstance(node, ast.Assign):
                continue
            others = [n for n in ast.walk(s.definition) if isinstance(n, ast.Name) and n.id == name]
            if len(others) == 2 and name not in names_in(node.value):
                return Cause(
                    f"Each turn of the loop gives {name} a new value, and only the last one is returned. Collect all: begin a list "
                    f"above the loop, append to it in each turn, and return np.array(…) of it.",
                    node.lineno,
                )
    return None


def evaluate_taken_apart_wrongly(s: Situation) -> Cause | None:
    """``accuracy, loss = model.evaluate(…)``."""
    for node in statements(own_code(s.definition)) if s.code in _WRONG and s.definition else []:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if not isinstance(node, ast.Assign) or not isinstance(target, ast.Tuple):
            continue
        names = [short(part) for part in target.elts]
        made = called_name(node.value) if isinstance(node.value, ast.Call) else ""
        if made == "evaluate" and len(names) == 2 and "acc" in names[0] and "loss" in names[1]:
            return Cause(
                f"model.evaluate gives the loss first, then the accuracy. Line {node.lineno} takes them the other way round: "
                f"write {names[1]}, {names[0]} = …",
                node.lineno,
            )
    return None


def a_history_for_each_turn(s: Situation) -> Cause | None:
    """A list of Histories, one for each call of ``fit`` in a loop."""
    a_list = s.code is Code.WRONG_KIND and s.field("seen_kind") in ("list", "tuple")
    one_of_many = s.code is Code.DEMAND and s.function.name == "fit_cnn"
    if s.function.returns != "history" or not (a_list or one_of_many):
        return None
    for loop in _loops(s):
        for call in calls_in(loop, "fit"):
            if any(k.arg == "callbacks" for k in call.keywords):
                continue  # One History may be given to each call.
            if s.function.name != "fit_cnn" and "epochs" in arguments_of(s.definition):
                return Cause(
                    "Each call of fit makes a History of its own, and one is to come back. Take the loop away: one call with "
                    "epochs=epochs trains for all of them. Return what it gives back.",
                    call.lineno,
                )
            return Cause(
                "Each call of fit makes a History of its own, and one is to come back. Make one above the loop, "
                "a keras.callbacks.History(), give it to each fit in the list callbacks=[…], and return it.",
                call.lineno,
            )
    return None


def sign_behind_the_equals(s: Situation) -> Cause | None:
    """``text =+ line``, which stores ``+line``."""
    stops = "bad operand type for unary +" in s.said
    if not stops and s.code not in _WRONG:
        return None
    for node in statements(own_code(s.definition)) if s.definition else []:
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.UnaryOp):
            continue
        line = s.own.lines[node.lineno - 1]
        if isinstance(node.value.op, ast.UAdd) and re.search(r"[^=]=\+", line):
            name = short(node.targets[0])
            return Cause(
                f"Line {node.lineno} has the signs the wrong way round: =+ forgets what {name} was. To add to it, write {name} += …",
                node.lineno,
            )
    return None


def argument_overwritten(s: Situation) -> Cause | None:
    """An argument that gets another value before it was ever read."""
    if s.code not in (*_WRONG, Code.EXCEPTION) or s.definition is None:
        return None
    arguments = arguments_of(s.definition)
    read: set[str] = set()
    for node in own_code(s.definition):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            new = name not in read | names_in(node.value) and not isinstance(node.value, ast.Name)
            felt = s.code in _WRONG or (s.error in _OF_VALUES and bool(s.kind(name)))
            if name in arguments and new and felt:
                action = (
                    f"Store {short(node.value)} under another name, and write that one where you mean it."
                    if names_in(node.value)
                    else "Delete the line."
                )
                return Cause(
                    f"Line {node.lineno} gives {name} another value before it was used. So the {name} that the function was "
                    f"called with is lost. {action}",
                    node.lineno,
                )
        read |= names_in(node)
    return None


def loop_takes_the_argument(s: Situation) -> Cause | None:
    """``for n in range(10)`` in a function that needs its argument n behind the loop."""
    if s.code not in (*_WRONG, Code.EXCEPTION) or s.definition is None:
        return None
    names = [n for n in ast.walk(s.definition) if isinstance(n, ast.Name)]
    for loop in statements(own_code(s.definition)):
        if not isinstance(loop, ast.For):
            continue
        end = loop.end_lineno or loop.lineno
        read = {n.id for n in names if isinstance(n.ctx, ast.Load) and n.lineno > end}
        stored = {n.id for n in names if isinstance(n.ctx, ast.Store) and n.lineno > end}
        for name in assigned(loop):
            if name in (read - stored) & {*arguments_of(s.definition)}:
                return Cause(
                    f"The loop of line {loop.lineno} gives {name} another value in each turn. So the argument {name} is lost, and the "
                    "lines behind it get the loop's last value. Choose another name in the loop.",
                    loop.lineno,
                )
    return None


def drawn_on_another_figure(s: Situation) -> Cause | None:
    """``plt.figure(figsize=…)`` in front of a DataFrame's ``plot``, which makes a figure of its own."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    calls = [node for node in ast.walk(s.definition) if isinstance(node, ast.Call)]
    made = [
        c
        for c in calls
        if short(c.func) in ("plt.figure", "plt.subplots")
        and any(k.arg == "figsize" for k in c.keywords)
    ]
    frames = _names_from(s.definition, "DataFrame")
    for call in calls:
        owner, _, method = short(call.func, 200).rpartition(".")
        of_frame = method == "plot" and ("DataFrame" in owner or owner in frames)
        if made and of_frame and not any(k.arg in ("figsize", "ax") for k in call.keywords):
            return Cause(
                f"A DataFrame's plot makes a figure of its own, so the size in line {made[0].lineno} is that of another one. "
                "Give plot the size: plot(figsize=(8, 5)).",
                call.lineno,
            )
    return None


def wrong_function_returned(s: Situation) -> Cause | None:
    """A function or a class in place of what it makes."""
    if s.code is not Code.WRONG_KIND or s.field("seen_kind") != "function" or s.definition is None:
        return None
    returns = returns_of(s.definition)
    value = returns[0].value if len(returns) == 1 else None
    made = _given_back(s.definition, value)
    if not isinstance(value, ast.Name | ast.Attribute):
        return None
    name = short(value)
    if name == s.function.name:
        kept = arguments_of(s.definition)[:1] if s.function.returns == "model" else []
        return Cause(
            f"{name} is the function itself, not what it found. Behind return stands the value that is to come back"
            + (f": return {kept[0]}" if kept else "."),
            returns[0].lineno,
        )
    if isinstance(made, ast.Attribute) and made is not value:
        return Cause(
            f"In line {made.lineno}, brackets are missing: without () {short(made)} is not called. Write: {name} = {short(made)}()",
            made.lineno,
        )
    return Cause(
        f"Brackets are missing: without () {name} stands for the function itself. Write: return {name}()",
        returns[0].lineno,
    )


def _gives_nothing(s: Situation) -> bool:
    return s.code is Code.WRONG_KIND and s.field("seen_kind") == "none"


def _loops(s: Situation) -> Iterator[ast.For | ast.While]:
    body = own_code(s.definition) if s.definition else []
    yield from (node for node in statements(body) if isinstance(node, ast.For | ast.While))


def _how_to_return(last: ast.AST) -> str:
    """Say what to write, by the function's last line."""
    if (
        isinstance(last, ast.Assign)
        and len(last.targets) == 1
        and isinstance(last.targets[0], ast.Name)
    ):
        return f"Write as its last line: return {last.targets[0].id}"
    if isinstance(last, ast.Expr):
        value = last.value
        result = not isinstance(value, ast.Call) or called_name(value) in (
            "fit",
            "predict",
            "evaluate",
        )
        of_the_course = (
            isinstance(value, ast.Call) and called_name(value) in load_manifest().functions
        )
        if result or of_the_course or _is_new(value):
            return f"Write return in front of line {last.lineno}."
    return "Let its last line be: return …, with the result."


def _is_new(value: ast.expr) -> bool:
    """Whether an expression only makes a value, and changes nothing."""
    if isinstance(value, ast.BinOp):
        return True
    if not isinstance(value, ast.Call) or any(
        keyword.arg in ("inplace", "out") for keyword in value.keywords
    ):
        return False
    return called_name(value) in NEW_OBJECT


def _is_layer(call: ast.Call) -> bool:
    return called_name(call) in (
        "Dense",
        "Flatten",
        "Conv2D",
        "MaxPooling2D",
        "Reshape",
        "Dropout",
        "Input",
    ) and not isinstance(call.func, ast.Call)


def _variable_of(value: ast.AST) -> str:
    """Return the variable that an expression begins with: s in ``s.reindex(…)``, images in ``np.round(images)``."""
    while not isinstance(value, ast.Name):
        if isinstance(value, ast.Call):
            made = isinstance(value.func, ast.Attribute) and short(value.func.value) not in _MODULES
            value = value.func if made else value.args[0] if value.args else ast.Pass()
        elif isinstance(value, ast.Attribute | ast.Subscript):
            value = value.value
        elif isinstance(value, ast.BinOp):
            value = value.left
        else:
            return ""
    return "" if value.id in _MODULES else value.id


def _ends_in(returns: list[ast.Return], methods: tuple[str, ...]) -> bool:
    return any(isinstance(n.value, ast.Call) and called_name(n.value) in methods for n in returns)


_DRAWN = {
    "AxesImage": "ax.imshow",
    "BarContainer": "ax.bar",
    "Text": "ax.set_title or ax.text",
    "Legend": "ax.legend",
    "Line2D": "ax.plot",
    "QuadMesh": "ax.pcolormesh",
    "Colorbar": "fig.colorbar",
    "PathCollection": "ax.scatter",
    "SilentList": "ax.set_xticks",
}
"""What matplotlib's methods give back."""

_CALLED = {"axes": "Axes", "figure": "Figure"}


def _ends(node: ast.stmt) -> bool:
    """Whether a statement always returns or raises."""
    if isinstance(node, ast.If):
        return bool(node.orelse) and _ends(node.body[-1]) and _ends(node.orelse[-1])
    if isinstance(node, ast.With):
        return _ends(node.body[-1])
    return isinstance(node, ast.Return | ast.Raise)


def _may_be_none(node: ast.stmt, function: ast.FunctionDef) -> bool:
    """Whether a return may give back None itself."""
    if not isinstance(node, ast.Return):
        return False
    value = node.value
    if isinstance(value, ast.Name):
        given = [
            n.value
            for n in statements(function.body)
            if isinstance(n, ast.Assign) and value.id in assigned(n)
        ]
        is_argument = value.id in [a.arg for a in function.args.args]
        return (is_argument and not given) or any(
            (isinstance(v, ast.Constant) and v.value is None) or calls.gives_none(v) for v in given
        )
    return isinstance(value, ast.Constant | ast.IfExp | ast.BoolOp) or (
        isinstance(value, ast.expr) and calls.gives_none(value)
    )


def pairs_of_single_things(s: Situation) -> Cause | None:
    """``list(zip(images, labels))`` where a pair of all images and all labels is asked for."""
    if s.code not in (Code.WRONG_KIND, Code.DEMAND) or s.definition is None:
        return None
    arguments = arguments_of(s.definition)
    for node in statements(own_code(s.definition)):
        value = node.value if isinstance(node, ast.Assign) else None
        for call in calls_in(value, "zip") if value else ():
            given = [short(one) for one in call.args]
            if (
                given == ["images", "labels"]
                and {*given} <= {*arguments}
                and s.field("seen_kind") != "none"
            ):
                return Cause(
                    f"zip in line {node.lineno} makes a pair of each single picture and its label. Asked for is a pair of arrays: all images, "
                    "and all labels. Cut each of the two on its own, without zip.",
                    node.lineno,
                )
    return None


def form_without_f(s: Situation) -> Cause | None:
    """``{loss:.4}``: four digits in all, not four behind the point."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    for node in ast.walk(s.definition):
        if not isinstance(node, ast.FormattedValue) or node.format_spec is None:
            continue
        digits = re.fullmatch(r"f'(\.\d)'", ast.unparse(node.format_spec))
        if digits:
            return Cause(
                f"Behind the colon, {digits[1]} alone counts all digits, and leaves zeros at the end away. With an f it counts those "
                f"after the point. Write: {digits[1]}f",
                node.lineno,
            )
    return None


def yield_for_return(s: Situation) -> Cause | None:
    """``yield`` in a function that should return something: a generator comes back."""
    if s.code not in (Code.WRONG_KIND, Code.DEMAND) or s.definition is None:
        return None
    inner = [n for n in ast.walk(s.definition) if isinstance(n, ast.FunctionDef | ast.Lambda)]
    others = {id(part) for n in inner if n is not s.definition for part in ast.walk(n)}
    for node in ast.walk(s.definition):
        if isinstance(node, ast.Yield) and id(node) not in others:
            return Cause(
                "With yield, the call gives a generator: its values come only when something asks for them. Write return in place "
                "of yield. What comes in several turns goes into a list first.",
                node.lineno,
            )
    return None


def history_not_returned(s: Situation) -> Cause | None:
    """``return model`` where the History of its training is asked for."""
    if s.code is not Code.WRONG_KIND or s.field("expected") != "history" or s.definition is None:
        return None
    ends = [node for node in returns_of(s.definition) if node.value is not None]
    kept = [n for method in ("fit", "History") for n in sorted(_names_from(s.definition, method))]
    if not ends or isinstance(ends[-1].value, ast.Call):
        return None
    line, returned = ends[-1].lineno, short(ends[-1].value) if ends[-1].value else ""
    if returned.endswith(".history"):
        return Cause(
            f"Line {line} returns the dict that the History holds. Take .history away there: the whole History is asked for.",
            line,
        )
    in_a_loop = any(any(calls_in(loop, "fit")) for loop in _loops(s))
    if kept and in_a_loop and s.field("seen_kind") in ("list", "tuple"):
        return None
    if kept and in_a_loop and not {*kept} & _names_from(s.definition, "History"):
        return Cause(
            f"Line {line} returns {returned}, and the History of each call of fit holds its own epochs. Make one for all above the loop: "
            "a keras.callbacks.History(). Give it to each fit in the list callbacks=[…], and return it.",
            line,
        )
    if kept:
        return Cause(
            f"Line {line} returns {returned}. The History is in {kept[-1]}. Write: return {kept[-1]}",
            line,
        )
    calls_of_fit = [n for n in calls_in(s.definition) if called_name(n) == "fit"]
    if len(calls_of_fit) == 1 and not list(_loops(s)):
        fit = calls_of_fit[0]
        return Cause(
            f"Line {line} returns {returned}. The History is what fit gives back, and nothing keeps it. In line {fit.lineno}, write "
            f"history = {short(fit.func)}(…), and in line {line}: return history",
            line,
        )
    return None


def one_of_a_pair(s: Situation) -> Cause | None:
    """One thing comes back where two are asked for: the docstring names them."""
    asked = s.code is Code.WRONG_KIND and s.field("expected") == "pair"
    if (
        not asked
        or s.definition is None
        or s.field("seen_kind") in ("none", "tuple", "list", "dict")
    ):
        return None
    named = _two_promised(s.definition)
    ends = [node for node in returns_of(s.definition) if isinstance(node.value, ast.expr)]
    if not named or len(ends) != 1 or isinstance(ends[0].value, ast.Tuple):
        return None
    value, line = ends[0].value, ends[0].lineno
    have = {name for node in statements(s.definition.body) for name in assigned(node)}
    parts = [name for name in named if name in have]
    if len(parts) == 1 and isinstance(value, ast.Name) and value.id not in parts:
        # What is returned is the other one.
        parts.insert(0 if parts[0] == named[1] else 1, value.id)
    write = f" Write: return {', '.join(parts)}" if len(parts) == 2 else ""
    return Cause(
        f"Line {line} returns one thing, and two are asked for: {named[0]} and {named[1]}.{write}",
        line,
    )


def pair_under_one_name(s: Situation) -> Cause | None:
    """``cache = forward(params, X)``: both things that a function of the file returns, handed on to another as one."""
    if s.code is not Code.EXCEPTION or s.definition is None:
        return None
    lines = [f["line"] for f in s.field("frames", []) if f["function"] == s.definition.name]
    handed_on = {
        argument.id
        for call in calls_in(s.definition)
        if s.own.definitions(called_name(call)) and any(covers(call, line) for line in lines)
        for argument in call.args
        if isinstance(argument, ast.Name)
    }
    for node in statements(s.definition.body):
        call = node.value if isinstance(node, ast.Assign) else None
        made = s.own.definitions(called_name(call)) if isinstance(call, ast.Call) else []
        named = _two_promised(made[-1]) if made else ()
        single = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if named and single and handed_on & {*assigned(node)}:
            return Cause(
                f"{made[-1].name} returns two things, and in line {node.lineno} {assigned(node)[0]} stands for both. Take them apart "
                f"there: {', '.join(named)} = {made[-1].name}(…). Then hand on the one that is wanted.",
                node.lineno,
            )
    return None


def _two_promised(function: ast.FunctionDef) -> tuple[str, ...]:
    """Return how a docstring calls the two things that its function returns; nothing where it names no pair."""
    text = ast.get_docstring(function) or ""
    found = re.search(r"Returns\n-+\n\((\w+), (\w+)\)\n", text)
    return found.groups() if found else ()


def picture_for_axes(s: Situation) -> Cause | None:
    """``ax = plt.imshow(…)``, and then ``ax.text(…)``."""
    drawn = re.match(r"'(AxesImage|BarContainer|list|Text)' object has no attribute", s.said)
    owners = (
        {short(node.value) for node in s.nodes(ast.Attribute)} if drawn and s.running else set()
    )
    for node in statements(s.running.body) if owners and s.running else []:
        call = node.value if isinstance(node, ast.Assign) else None
        method = called_name(call) if isinstance(call, ast.Call) else ""
        if isinstance(call, ast.Call) and owners & {*assigned(node)} and method in _DRAWING:
            name, whole = assigned(node)[0], short(call.func)
            owner = whole.rpartition(".")[0]
            action = f"Write {owner} in place of {name} below."
            if owner in ("plt", name):
                action = f"Write {whole}(…) alone there" + (
                    f", and in the next line: {name} = plt.gca()" if owner == "plt" else "."
                )
            return Cause(
                f"Line {node.lineno} stores in {name} what {method} gives back: what was drawn, not the Axes. {action}",
                node.lineno,
            )
    return None


_DRAWING = ("imshow", "bar", "plot", "hist", "set_title", "title")


def _names_from(function: ast.FunctionDef, method: str) -> set[str]:
    """Return the names that hold what a call of this method gives."""
    found = [node for node in statements(function.body) if isinstance(node, ast.Assign)]
    made = [
        node
        for node in found
        if isinstance(node.value, ast.Call) and called_name(node.value) == method
    ]
    return {name for node in made for name in assigned(node)}


RULES = (
    *(
        defined_inside_itself,
        return_ends_the_loop,
        print_in_place_of_return,
        arrays_without_names,
        comma_makes_a_tuple,
        four_for_two_pairs,
        pairs_of_single_things,
        form_without_f,
        yield_for_return,
        history_not_returned,
        one_of_a_pair,
        percent_twice,
        lines_of_the_helper,
        return_forgotten,
        return_in_a_block,
    ),
    *(
        pairs_mixed_up,
        places_returned,
        output_for_a_model,
        table_with_gaps,
        drawn_thing_returned,
        drawn_on_another_figure,
        wrong_function_returned,
        value_is_lost,
        loop_variable_changed,
        list_begun_in_the_loop,
    ),
    *(
        only_the_last_turn,
        a_history_for_each_turn,
        pair_under_one_name,
        picture_for_axes,
        evaluate_taken_apart_wrongly,
        sign_behind_the_equals,
        argument_overwritten,
        loop_takes_the_argument,
    ),
)
