"""Results: forgotten, printed, lost, or another thing than what is asked for."""

import ast
import builtins
import re

from coursekit.diagnose.rules import calls
from coursekit.diagnose.rules.pairs import two_promised
from coursekit.diagnose.situation import Cause, Situation, Source
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    defaults_of,
    given_back,
    names_in,
    own_code,
    returns_of,
    short,
    statements,
)
from coursekit.manifest import load_manifest
from coursekit.worker.names import Code

NEW_OBJECT = {
    *("astype", "reshape", "flatten", "ravel", "transpose", "squeeze", "clip", "rint"),
    *("expand_dims", "concatenate", "where", "maximum", "pad", "roll", "sqrt", "exp", "log"),
    *("reindex", "sort_index", "sort_values", "fillna", "rename", "reset_index", "sorted"),
    *("replace", "upper", "lower", "strip", "float", "int", "asarray"),
}
"""Functions and methods that leave what they got as it was, and whose result is wanted: nobody calls them to look."""


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
    filled = [n for part in values for n in ast.walk(part) if isinstance(n, ast.FormattedValue)]
    bare = {short(part) for part in (*values, *(n.value for n in filled))}
    made = [name for node in statements(s.definition.body) for name in assigned(node)]
    named = [name for name in dict.fromkeys(made) if name in bare]
    promised = two_promised(s.definition)
    # What is no result, a shape or fixed words, is printed to look, not to answer.
    results = [part for part in values if _can_be_the_result(s, part)]
    if s.function.returns == "pair" and len(named) == 2:
        both = promised if {*promised} == {*named} else named
        action = f"Give both back in one line: return {', '.join(both)}"
    elif not results:
        return None
    elif s.function.returns == "text" and len(values) > 1:
        action = (
            "Put all of it into one return line. Texts in one f-string get \\n between their lines."
        )
    elif len(results) == 1:
        action = f"Write return in place of print: return {short(results[0])}"
    else:
        action = "End with return and the result."
    return Cause(
        f"print shows the result, and the function still gives nothing back. {action}", last.lineno
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
    if cut_off := _cut_off_by(s):
        return Cause(
            f"{cut_off.name} begins at the left margin in line {cut_off.lineno}, and there {s.function.name} ends. Its last lines, with the "
            f"return, belong to {cut_off.name} now. Move the whole of {cut_off.name} above `def {s.function.name}`.",
            cut_off.lineno,
        )
    body = own_code(s.definition)
    if body and isinstance(body[-1], ast.Return):
        return Cause(
            f"Behind the return in line {body[-1].lineno} stands nothing, so it gives back None. Write there what the function "
            "found.",
            body[-1].lineno,
        )
    last = body[-1] if body else s.definition
    # Higher up, a return line without a value ends the function early.
    early = any(isinstance(node, ast.Return) for node in statements(body))
    return Cause(
        f"{s.function.name} has no return line{' with a value' if early else ''}, so it gives nothing back. {_how_to_return(s, body)}",
        last.lineno,
    )


def helper_gives_nothing(s: Situation) -> Cause | None:
    """``return in_the_middle(…)``, where that function of the file has lost its lines, or returns nothing."""
    body = own_code(s.definition) if _gives_nothing(s) and s.definition else []
    end = body[-1] if body else None
    call = end.value if isinstance(end, ast.Return) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return None
    found = s.own.definitions(call.func.id)
    if not found or returns_of(found[-1]):
        return None
    name, line, code = call.func.id, found[-1].lineno, own_code(found[-1])
    empty = all(
        isinstance(n, ast.Pass) or (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))
        for n in code
    )
    why = "its lines are missing" if empty else "it has no return line with a value"
    # It is the one function that the course's files bring with them.
    action = (
        f"`course reset {s.function.lesson_number}` brings a fresh file, and keeps yours beside it. Copy the function from there."
        if name == "in_the_middle"
        else f"Let {name} end with return and its result."
    )
    return Cause(
        f"Line {call.lineno} calls {name}, and {name} in line {line} gives nothing back: {why}. {action}",
        line,
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
            if outer is body[-1] and (unreached := _unreached_in(outer)):
                return unreached
            if isinstance(outer, ast.Try) and inner[-1] in outer.body:
                return Cause(
                    f"A line under the `try` of line {outer.lineno} raised an error, and except caught it. So the return in line {line} was not "
                    "reached. Take try and except away: then you see which line it is.",
                    line,
                )
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


def _unreached_in(block: ast.stmt) -> Cause | None:
    """Name the lines of an if that stand behind its raise or return, with a return among them."""
    if not isinstance(block, ast.If) or block.orelse:
        return None
    for place, node in enumerate(block.body, start=1):
        behind = block.body[place:]
        if isinstance(node, ast.Raise | ast.Return) and behind:
            if not any(isinstance(line, ast.Return) for line in statements(behind)):
                return None
            first, last = behind[0].lineno, behind[-1].end_lineno
            lines = f"lines {first} to {last}" if first != last else f"line {first}"
            word = "raise" if isinstance(node, ast.Raise) else "return"
            return Cause(
                f"What stands behind the {word} in line {node.lineno} is never reached: it belongs to the `if` of line "
                f"{block.lineno}. Move {lines} to the left, to begin under the word if.",
                first,
            )
    return None


def _made_only_in(block: ast.If, line: ast.Return, function: ast.FunctionDef) -> str:
    """Return a name that a return needs, and that gets its value in this block alone; empty when there is none."""
    inside = {name for node in statements(block.body) for name in assigned(node)}
    body = own_code(function)
    before = {name for node in statements(body[: body.index(block)]) for name in assigned(node)}
    needed = names_in(line) & inside - before - {*arguments_of(function)}
    return min(needed, default="")


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
    body = [*statements(own_code(s.definition))]
    inputs = [
        assigned(node)[0]
        for node in body
        if isinstance(node, ast.Assign) and assigned(node) and any(calls_in(node.value, "Input"))
    ]
    returns = returns_of(s.definition)
    if "KerasTensor" not in s.field("seen") or not inputs or not returns or not returns[-1].value:
        return None
    outputs, first, apart = short(returns[-1].value), inputs[0], ""
    if sum(first in assigned(node) for node in body) > 1:
        first, apart = "inputs", f"Call the input inputs: {first} is another thing later. "
    what = outputs
    if "…" in outputs:
        what, outputs = "What you return", "outputs"
        apart += "Give it a name, such as outputs. "
    return Cause(
        f"{what} is what comes out of the last layer, and not the model yet. {apart}Make the model of its two ends, and return it: "
        f"keras.Model({first}, {outputs})",
        returns[-1].lineno,
    )


def table_with_gaps(s: Situation) -> Cause | None:
    """``pd.crosstab``: what never occurs has no row and no column."""
    if s.code not in (Code.WRONG_KIND, Code.DEMAND) or s.definition is None:
        return None
    argument = "n_classes" if "n_classes" in arguments_of(s.definition) else ""
    text = ast.unparse(s.definition)
    end = "" if re.search(r"\.(to_numpy\(|values\b)", text) else ".to_numpy()"
    for call in calls_in(s.definition, "crosstab") if argument and ".reindex(" not in text else []:
        return Cause(
            f"crosstab makes a DataFrame, and leaves out what never occurs. Behind it, write: .reindex(index=range({argument}), "
            f"columns=range({argument}), fill_value=0){end}",
            call.lineno,
        )
    return None


def _cut_off_by(s: Situation) -> ast.FunctionDef | None:
    """Return the helper right below the function in whose end its last lines stand."""
    body = s.own.tree.body
    place = body.index(s.definition) if s.definition in body else -1
    below = body[place + 1] if 0 <= place < len(body) - 1 else None
    if not isinstance(below, ast.FunctionDef) or s.definition is None:
        return None
    ends = [n for n, line in enumerate(below.body) if isinstance(line, ast.Return)]
    mine = {name for line in statements(s.definition.body) for name in assigned(line)}
    lost = below.body[ends[0] + 1 :] if ends else []
    return below if any(names_in(line) & mine for line in lost) else None


def network_as_a_list(s: Situation) -> Cause | None:
    """A list of layers, where the network of them is asked for."""
    wanted = s.code is Code.WRONG_KIND and s.function.returns == "model" and s.definition
    returns = returns_of(s.definition) if wanted and s.definition else []
    if not returns or s.field("seen_type") != "list" or returns[-1].value is None:
        return None
    made = given_back(s.definition, returns[-1].value)
    if not isinstance(made, ast.List) or "Flatten" not in ast.unparse(s.definition or made):
        return None
    return Cause(
        f"A list of layers is no network yet. keras.Sequential makes one of it: return keras.Sequential({short(returns[-1].value, 30)})",
        returns[-1].lineno,
    )


def text_of_the_result(s: Situation) -> Cause | None:
    """``return "a, b"``: the names in quotes."""
    if s.code is not Code.WRONG_KIND or s.field("seen_type") != "str" or s.definition is None:
        return None
    for node in returns_of(s.definition):
        text = node.value.value if isinstance(node.value, ast.Constant) else None
        named = names_in(Source("", text).tree) if isinstance(text, str) else set()
        if named and named <= {n for line in s.definition.body for n in names_in(line)}:
            return Cause(
                "In quotes, this is a text, and no values come back. Take the quotes in the return line away.",
                node.lineno,
            )
    return None


def drawn_in_place_of_the_table(s: Situation) -> Cause | None:
    """``return counts.plot.bar()``, where the counts are asked for."""
    wanted = s.code is Code.WRONG_KIND and s.function.returns in (
        "series",
        "table",
        "array",
        "dict",
    )
    for node in returns_of(s.definition) if wanted and s.definition else []:
        # A histogram is drawn of the values themselves, and no table of it is there yet.
        found = re.match(r"(\w+)\.plot\b(?!\.hist)", ast.unparse(node.value or node))
        if found and "Axes" in str(s.field("seen_type")):
            return Cause(
                f"plot draws, and gives back the Axes. What is asked for is the table itself: return {found[1]}",
                node.lineno,
            )
    return None


def drawn_thing_returned(s: Situation) -> Cause | None:
    """What ``ax.imshow`` or ``ax.bar`` gives back, in place of the Axes."""
    if s.code is not Code.WRONG_KIND or s.function.returns not in ("axes", "figure"):
        return None
    kind, wanted = s.field("seen_type"), s.function.returns
    returns = returns_of(s.definition) if s.definition else []
    line = returns[-1].lineno if returns else 0
    if kind in _TABLES and s.definition and wanted == "axes" and not _draws(s.definition):
        how = " with ax.imshow(…) and ax.text(…)" if "matrix" in s.function.arguments else ""
        return Cause(
            f"{_TABLES[kind]}, and nothing is drawn with matplotlib. Make an Axes with plt.subplots(). Draw on it{how}, as the notebook "
            "shows. Then return it.",
            line,
        )
    name, back = "ax" if wanted == "axes" else "fig", _name_to_return(s)
    if kind in _DRAWN or (kind == "list" and _ends_in(returns, ("plot", "hist"))):
        by = f", which {_DRAWN[kind]} gives back" if kind in _DRAWN else ""
        return Cause(
            f"The function gives back what was drawn{by}. Return the {_CALLED[wanted]} that it is drawn on: return {back}",
            line,
        )
    value = returns[-1].value if returns else None
    if lost := _lost_under_its_name(s, value):
        return lost
    one_name = s.definition and _one_name_for_both(s.definition, short(value) if value else "")
    if kind == "tuple" and one_name:
        return Cause(
            f"plt.subplots gives two things, a Figure and its Axes, and line {one_name} has one name for both. Take them apart: "
            "fig, axes = plt.subplots(…).",
            one_name,
        )
    if isinstance(value, ast.Call) and called_name(value).startswith("set_"):
        return Cause(
            f"The function gives back what {called_name(value)} gives back. "
            + (
                f"Return in a line of its own: return {back}"
                if isinstance(value.func, ast.Attribute) and isinstance(value.func.value, ast.Name)
                else f"Take the line apart: {name} = …, then {name}.{called_name(value)}(…), then return {name}"
            ),
            line,
        )
    of_axes = s.definition is not None and _names_from(s.definition, "subplots") & names_in(
        value or ast.Pass()
    )
    says = {
        "tuple": "Two things or more come back: a comma in the return line, or all that plt.subplots() gives. Return the "
        f"{_CALLED[wanted]} alone: return {back}",
        "Figure": f"The Figure comes back, the whole sheet. Return the Axes on it: return {back}",
        "Axes": f"The Axes comes back, one drawing. Return the Figure that holds it: return {back}",
        "module": f"A module comes back: plt is a box of functions. Return the {_CALLED[wanted]}: return {back}",
    }
    if kind == "ndarray" and of_axes:
        return Cause(_ARRAYS[wanted], line)
    return Cause(says[kind], line) if kind in says else None


def _draws(function: ast.FunctionDef) -> bool:
    return bool(re.search(r"\b(plt|axe?s?)\.|\.plot\b", ast.unparse(function)))


def _lost_under_its_name(s: Situation, value: ast.expr | None) -> Cause | None:
    """``ax = ax.set_title(…)``: the name that is returned stands for something else by then."""
    made = given_back(s.definition, value)
    if not isinstance(made, ast.Call) or not isinstance(value, ast.Name):
        return None
    owner = made.func.value if isinstance(made.func, ast.Attribute) else None
    chain = called_name(made).startswith("set_") and not isinstance(owner, ast.Name)
    by_itself = short(made.func).startswith(f"{value.id}.")
    # matrix = matrix.astype(float) loses no Axes, nor does axes = axes.flatten().
    other = value.id in s.function.arguments and value.id != "ax"
    if other or called_name(made) in NEW_OBJECT or not (by_itself or chain):
        return None
    options = [f"{k.arg}={short(k.value)}" for k in made.keywords]
    given = ", ".join([*(short(argument) for argument in made.args), *options])
    return Cause(
        f"Line {made.lineno} stores what {called_name(made)} gives back under the name {value.id}, and the "
        f"{_CALLED[s.function.returns]} is lost. Call it in a line of its own: {value.id}.{called_name(made)}({given})",
        made.lineno,
    )


def _name_to_return(s: Situation) -> str:
    """Return how the Figure or the Axes is called: by its name where it has one, else by what plt drew on last."""
    name, current = ("ax", "plt.gca()") if s.function.returns == "axes" else ("fig", "plt.gcf()")
    body = [*statements(s.definition.body)] if s.definition else []
    ends = returns_of(s.definition) if s.definition else []
    # What came back under this name was something else.
    other = bool(ends) and short(ends[-1]) == f"return {name}"
    return name if any(name in assigned(n) for n in body) and not other else current


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
    """A line that computes something new, keeps it nowhere, and would have been needed."""
    if not s.was_called or s.definition is None:
        return None
    body = [*statements(own_code(s.definition))]
    returned = {name for node in returns_of(s.definition) for name in names_in(node)}
    for node in body:
        if not isinstance(node, ast.Expr):
            continue
        value = node.value
        if isinstance(value, ast.Call) and _is_layer(value) and s.wrong_result:
            # Keras takes the shape from Flatten(input_shape=…), or from the first pictures that the network gets.
            if called_name(value) == "Input" and any(calls_in(s.definition, "Sequential")):
                continue
            return Cause(
                f"Line {node.lineno} makes a layer, and nothing keeps it. {_how_to_keep(s.definition, value)}",
                node.lineno,
            )
        kept = _variable_of(value) if _is_new(value) else ""
        later = [n for n in body if n.lineno > node.lineno]
        if not kept or not any(kept in names_in(n) for n in later):
            continue
        # Where the name does not come back, or is sorted in place below, the lost line may do no harm.
        sorted_later = any(f"{kept}.sort(" in ast.unparse(n) for n in later)
        if s.wrong_result and (kept not in returned or sorted_later):
            continue
        if _not_needed(s, value, [n for n in later if kept in assigned(n)]):
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


def _not_needed(s: Situation, value: ast.expr, later: list[ast.stmt]) -> bool:
    """Whether a lost line does no harm: a type that nobody misses, or what a later line does to the same name."""
    if not isinstance(value, ast.Call):
        return any(isinstance(n, ast.BinOp) for line in later for n in ast.walk(line))
    does, again = called_name(value), {called_name(c) for line in later for c in calls_in(line)}
    if does in ("astype", "float", "int", "asarray"):
        about = r"dtype|integer|whole|decimal|type u?(int|float)"
        return not re.search(about, str(s.field("said")))
    return does in again or (does in _ORDERS and not again.isdisjoint(_ORDERS))


_ORDERS = ("sorted", "sort", "sort_index", "sort_values", "reindex")
"""Calls that put things in an order: the last one counts."""


def _how_to_keep(function: ast.FunctionDef, layer: ast.Call) -> str:
    """Say what to do with a layer that stands alone, in a Sequential or between inputs and outputs."""
    if any(isinstance(call.func, ast.Call) for call in calls_in(function)):
        return f"Give it what the layer above gives, and keep what comes out: … = {short(layer, 30)}(…)"
    models = sorted(_names_from(function, "Sequential"))
    if models:
        return f"Hand it to the network: {models[0]}.add({short(layer, 30)})"
    return "Put it among the other layers."


def sign_behind_the_equals(s: Situation) -> Cause | None:
    """``text =+ line``, which stores ``+line``."""
    stops = "bad operand type for unary +" in s.said
    if not stops and not s.wrong_result:
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
    if not s.was_called or s.definition is None:
        return None
    arguments, defaults = arguments_of(s.definition), defaults_of(s.definition)
    own = {*arguments, *(n for line in statements(s.definition.body) for n in assigned(line))}
    at_work = s.last.lines[s.line - 1] if 0 < s.line <= len(s.last.lines) else ""
    read: set[str] = set()
    found: dict[str, tuple[int, str]] = {}
    for node in own_code(s.definition):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            new = name not in read | names_in(node.value) and not isinstance(node.value, ast.Name)
            stops = s.error in _OF_VALUES and bool(s.kind(name))
            # What plt drew on is taken in the end; that it drew there is the slip.
            taken = isinstance(node.value, ast.Call) and short(node.value) == "plt.gca()"
            if taken and "plt" in read:
                continue
            felt = s.wrong_result or (stops and re.search(rf"\b{name}\b", at_work))
            if name in arguments and new and felt:
                action = "Delete the line."
                grown = [
                    line
                    for line in statements(s.definition.body)
                    if isinstance(line, ast.Expr) and short(line.value).startswith(f"{name}.add(")
                ]
                if grown:
                    action = f"Delete lines {node.lineno} to {grown[-1].end_lineno}: the layers are there already."
                if ast.unparse(defaults.get(name, node)) == "None":
                    action = f"Write it under `if {name} is None:`."
                elif names_in(node.value) & own:
                    action = f"Store {short(node.value)} under another name, and write that one where you mean it."
                found.setdefault(name, (node.lineno, action))
        read |= names_in(node)
    if not found:
        return None
    (name, (line, action)), *others = found.items()
    return Cause(
        f"Line {line} gives {name} another value before it was used. So the {name} that the function was "
        f"called with is lost. {action}",
        line,
        also=tuple(f"{other} in line {n}" for other, (n, same) in others if same == action),
    )


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
        owner = call.func.value if isinstance(call.func, ast.Attribute) else call
        # One column, DataFrame(…)[name], is a Series: it draws on the figure that is there.
        frame = isinstance(owner, ast.Call) and called_name(owner) == "DataFrame"
        of_frame = called_name(call) == "plot" and (frame or short(owner) in frames)
        if made and of_frame and not any(k.arg in ("figsize", "ax") for k in call.keywords):
            return Cause(
                f"A DataFrame's plot makes a figure of its own, so the size in line {made[0].lineno} is that of another one. "
                "Give plot the size: plot(figsize=(8, 5)).",
                call.lineno,
            )
    return None


def one_after_the_other_returned(s: Situation) -> Cause | None:
    """``return map(…)``: what gives its things one by one, where an array or a list is asked for."""
    kind = str(s.field("seen_type"))
    if s.code is not Code.WRONG_KIND or kind not in _ONE_AFTER_THE_OTHER or s.definition is None:
        return None
    around = {"array": "np.array(list(…))", "list": "list(…)"}
    asked = around.get(s.function.returns)
    if not asked:
        return None
    lines = [node.lineno for node in returns_of(s.definition)]
    return Cause(
        f"{kind} holds no things: it makes them one after the other, when something asks. Collect them before you return them: {asked}",
        lines[-1] if lines else 0,
    )


_ONE_AFTER_THE_OTHER = ("map", "filter", "zip", "enumerate", "reversed", "dict_values", "range")


def wrong_function_returned(s: Situation) -> Cause | None:
    """A function or a class in place of what it makes."""
    if s.code is not Code.WRONG_KIND or s.field("seen_kind") != "function" or s.definition is None:
        return None
    returns = returns_of(s.definition)
    value = returns[0].value if len(returns) == 1 else None
    made = given_back(s.definition, value)
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
            f"In line {made.lineno}, brackets are missing: without () {short(made)} is not called. Write: {name} = {short(made)}(). "
            "What it needs, if anything, stands in the brackets.",
            made.lineno,
        )
    line = returns[0].lineno
    for node in own_code(s.definition):
        if isinstance(node, ast.Expr) and short(node.value).startswith(f"{name}("):
            return Cause(
                f"{name} stands for the function itself. What it gives back, in line {node.lineno}, is lost. Write return in front of line "
                f"{node.lineno}, and delete line {line}.",
                line,
            )
    if name in dir(builtins):
        return Cause(
            f"{name} is a function of Python. Which of your names holds the result? Return that one.",
            line,
        )
    return Cause(
        f"Brackets are missing: without () {name} stands for the function itself. Write: return {name}(). What it needs, if "
        "anything, stands in the brackets.",
        line,
    )


def _gives_nothing(s: Situation) -> bool:
    return s.code is Code.WRONG_KIND and s.field("seen_kind") == "none"


def _how_to_return(s: Situation, body: list[ast.stmt]) -> str:
    """Say what to write, by the function's last line that does not only print."""
    lines = [n for n in body if not isinstance(n, ast.Expr) or short(n.value)[:6] != "print("]
    last = lines[-1] if lines else None
    if isinstance(last, ast.Expr) and (_can_be_the_result(s, last.value) or _is_new(last.value)):
        return f"Write return in front of line {last.lineno}."
    target = last.targets[0] if isinstance(last, ast.Assign) else None
    maker = {"history": "fit", "model": "Sequential"}.get(s.function.returns, "")
    made = sorted(_names_from(s.definition, maker)) if maker and s.definition else []
    own = {name for line in statements(body) for name in assigned(line)}
    promised = two_promised(s.definition) if s.definition else ()
    if s.function.returns in ("axes", "figure"):
        result = _name_to_return(s)
    elif isinstance(target, ast.Name) and _can_be_the_result(s, target) and not _left(s, target.id):
        result = target.id
    elif made:
        result = made[-1]
    elif promised and own.issuperset(promised):
        result = ", ".join(promised)
    elif s.function.returns == "model" and "model" in s.function.arguments:
        result = "model"
    else:
        return "Let its last line be: return …, with the result."
    return f"Write as its last line: return {result}"


def _can_be_the_result(s: Situation, value: ast.expr) -> bool:
    """Whether an expression, or what its name was last given, can be what the function is to give back."""
    asked, made = s.function.returns, given_back(s.definition, value)
    call = called_name(made) if isinstance(made, ast.Call) else ""
    if isinstance(made, ast.expr) and calls.gives_none(made):
        return False
    if asked == "text":
        return not isinstance(made, ast.Constant)
    if asked in _GIVE:
        course = load_manifest().functions.get(call)
        both = asked == "pair" and isinstance(made, ast.Tuple)
        return both or call in _GIVE[asked] or (course is not None and course.returns == asked)
    if asked in ("array", "series", "dict") and (call or getattr(made, "attr", "")) in _TO_LOOK:
        return False
    # Parts of a thing, such as scaled.shape, and most calls, such as model.summary(), are there to look.
    parts = isinstance(value, ast.Attribute | ast.Subscript)
    if parts or isinstance(made, ast.JoinedStr | ast.Constant):
        return False
    if isinstance(value, ast.Call):
        return call in ("predict", "evaluate", "argmax") or call in load_manifest().functions
    body = s.definition.body if s.definition else []
    own = {name for node in statements(body) for name in assigned(node)}
    return not isinstance(value, ast.Name) or value.id in own


_GIVE = {
    "history": ("fit",),
    "model": ("Sequential", "Model"),
    "pair": ("evaluate", "load_data"),
}
"""What gives each kind of result, beside the course's functions."""

_TO_LOOK = ("max", "min", "mean", "sum", "std", "len", "round", "shape", "size")
"""What gives a number or a shape: it is printed to look at a bigger thing."""


def _left(s: Situation, name: str) -> bool:
    """Whether nothing reads what another name holds, or only print does: then the result may be that one, or both."""
    tree = s.definition or s.own.tree
    shown = {id(node) for call in calls_in(tree, "print") for node in ast.walk(call)}
    names = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in shown]
    read = {n.id for n in names if isinstance(n.ctx, ast.Load)}
    made = [n for n in statements(tree.body) if isinstance(n, ast.Assign)]
    stored = {n.id for line in made for n in line.targets if isinstance(n, ast.Name)}
    return not stored <= read | {name}


def _is_new(value: ast.expr) -> bool:
    """Whether an expression only makes a value, and changes nothing."""
    if isinstance(value, ast.BinOp):
        return True
    if not isinstance(value, ast.Call) or any(
        keyword.arg in ("inplace", "out") for keyword in value.keywords
    ):
        return False
    # np.maximum(x, 0, x) writes into its last x.
    *others, last = [short(argument) for argument in (value.func, *value.args)]
    return called_name(value) in NEW_OBJECT and last not in others


def _is_layer(call: ast.Call) -> bool:
    return called_name(call) in (
        "Dense",
        "Flatten",
        "Conv2D",
        "MaxPooling2D",
        "Reshape",
        "Dropout",
        "Input",
    )


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
    "AxesImage": "imshow",
    "BarContainer": "bar",
    "Text": "title or text",
    "Legend": "legend",
    "Line2D": "plot",
    "QuadMesh": "pcolormesh",
    "Colorbar": "colorbar",
    "PathCollection": "scatter",
    "Table": "table",
}
"""What matplotlib's methods give back."""

_TABLES = {
    "Styler": "pandas' style colours a table for a web page",
    "DataFrame": "A pandas DataFrame comes back",
}
"""Tables that are shown in a notebook, and are no pictures."""

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
    ends = returns_of(s.definition)
    kept = [n for method in ("fit", "History") for n in sorted(_names_from(s.definition, method))]
    if not ends or isinstance(ends[-1].value, ast.Call):
        return None
    line, returned = ends[-1].lineno, short(ends[-1].value or ends[-1])
    made = given_back(s.definition, ends[-1].value)
    if isinstance(made, ast.Attribute) and made.attr == "history":
        return Cause(
            f"Line {made.lineno} takes the dict that the History holds. Take .history away there: the whole History is asked for.",
            made.lineno,
        )
    lists = [n for n in ast.walk(s.definition) if isinstance(n, ast.ListComp)]
    in_a_loop = any(any(calls_in(loop, "fit")) for loop in (*s.loops, *lists))
    if (kept or lists) and in_a_loop and s.field("seen_kind") in ("list", "tuple"):
        return None
    if kept and in_a_loop and not {*kept} & _names_from(s.definition, "History"):
        return Cause(
            f"Line {line} returns {returned}, and the History of each call of fit holds its own epochs. Make one for all above the loop: "
            "a keras.callbacks.History(). Give it to each fit in the list callbacks=[…], and return it.",
            line,
        )
    if returned in kept:
        return None  # It held a History, and was given something else later.
    if kept:
        return Cause(
            f"Line {line} returns {returned}. The History is in {kept[-1]}. Write: return {kept[-1]}",
            line,
        )
    calls_of_fit = [n for n in calls_in(s.definition) if called_name(n) == "fit"]
    if len(calls_of_fit) == 1 and not s.loops:
        fit = calls_of_fit[0]
        return Cause(
            f"Line {line} returns {returned}. The History is what fit gives back, and nothing keeps it. In line {fit.lineno}, write "
            f"history = {short(fit.func)}(…), and in line {line}: return history",
            line,
        )
    return None


def picture_for_axes(s: Situation) -> Cause | None:
    """``ax = plt.imshow(…)``, and then ``ax.text(…)`` or ``return ax``."""
    drawn = re.match(r"'(AxesImage|BarContainer|list|Text)' object has no attribute", s.said)
    owners = {short(node.value) for node in s.nodes(ast.Attribute)} if drawn else set()
    function = s.running
    if s.code is Code.WRONG_KIND and s.function.returns == "axes" and s.definition:
        function = s.definition
        if s.field("seen_type") in (*_DRAWN, "list"):
            owners = {short(node.value or node) for node in returns_of(function)}
    for node in statements(function.body) if owners and function else []:
        call = node.value if isinstance(node, ast.Assign) else None
        method = called_name(call) if isinstance(call, ast.Call) else ""
        if isinstance(call, ast.Call) and owners & {*assigned(node)} and method in _DRAWING:
            name, whole = assigned(node)[0], short(call.func)
            owner = whole.rpartition(".")[0]
            ends = returns_of(function) if function and s.code is Code.WRONG_KIND else []
            place = ends[-1].lineno if ends else s.line
            action = f"Write {owner} in place of {name} in line {place}."
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
    defined_inside_itself,
    print_in_place_of_return,
    yield_for_return,
    history_not_returned,
    lines_of_the_helper,
    return_forgotten,
    helper_gives_nothing,
    return_in_a_block,
    places_returned,
    output_for_a_model,
    table_with_gaps,
    network_as_a_list,
    text_of_the_result,
    drawn_in_place_of_the_table,
    picture_for_axes,
    drawn_thing_returned,
    drawn_on_another_figure,
    one_after_the_other_returned,
    wrong_function_returned,
    value_is_lost,
    sign_behind_the_equals,
    argument_overwritten,
)
