"""What learners bring from other languages, and what Python makes of it: signs, ranges, named arguments, lists with names."""

import ast
import difflib
import re
from itertools import takewhile

from coursekit.diagnose.rules.arguments import KNOWN_ARGUMENTS
from coursekit.diagnose.situation import Cause, Situation, Source
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    covers,
    names_in,
    own_code,
    short,
    statements,
)
from coursekit.worker.names import Code


def range_of_another_language(s: Situation) -> Cause | None:
    """``for i in 0:n-1``, ``for i = 1:n`` and ``for i in 0..n``."""
    # Where the block below it begins too far right, Python names the block's line.
    for line in (s.line, s.line - 1) if s.code is Code.SYNTAX else ():
        text = s.last.lines[line - 1] if 0 < line <= len(s.last.lines) else ""
        found = re.match(
            r"\s*for (\w+) (?:in|=) (\d+(?=:)|[\w]+(?=\.\.))(?::|\.\.\.?)([\w(][^:#]*?):?\s*$", text
        )
        if not found:
            continue
        name, begin, last = found.groups()
        last = re.sub(r"\s*(\{|\bdo)$", "", last)
        without = re.sub(r"\s*-\s*1$", "", last)
        # Of two dots, languages differ in whether the end belongs to it; a length is no place.
        exact = without != last or ".." in text or (begin == "0" and "len(" in last)
        end = without if exact else f"{last} + 1"
        both = end if begin == "0" else f"{begin}, {end}"
        if begin == "1" and _names_a_place(s, line, name):
            return Cause(
                f"Python counts places from 0, and with range, which leaves its end out. Write: `for {name} in range({last}):`",
                line,
            )
        return Cause(
            f"Python counts with range, which leaves its end out. Write: `for {name} in range({both}):`",
            line,
        )
    return None


def _names_a_place(s: Situation, line: int, name: str) -> bool:
    """Whether the block below a line takes a name as a place, ``labels[i]``, as it stands."""
    depth = len(s.last.lines[line - 1]) - len(s.last.lines[line - 1].lstrip())
    below = takewhile(lambda text: len(text) - len(text.lstrip()) > depth, s.last.lines[line:])
    block = "".join(below)
    return bool(re.search(rf"\[([^][]*,)?\s*{name}\s*[],]", block)) and not re.search(
        rf"\b{name}\s*[+-]", block
    )


def colon_for_equals(s: Situation) -> Cause | None:
    """``Dense(units, activation: "relu")``: the name of an argument with a colon, as C# and PHP write it."""
    line = s.last.lines[s.line - 1] if 0 < s.line <= len(s.last.lines) else ""
    found = _NAMED_WITH_A_COLON.search(line)
    in_quotes = found and (line[: found.end()].count('"') % 2 or line[: found.end()].count("'") % 2)
    if s.code is not Code.SYNTAX or not found or in_quotes or re.match(r"\s*def ", line):
        return None
    # Python names the first line that has it: above stand docstrings, with colons of their own.
    ends = (n for n, text in enumerate(s.last.lines, 1) if n > s.line and text.startswith("def "))
    last = next(ends, len(s.last.lines) + 1)
    repaired = [
        _NAMED_WITH_A_COLON.sub(r"\1\2=", text) if s.line <= n < last else text
        for n, text in enumerate(s.last.lines, 1)
    ]
    if not Source("", "\n".join(repaired)).tree.body:
        return None
    others = [n for n, text in enumerate(s.last.lines, 1) if text != repaired[n - 1]]
    return Cause(
        f"The name of an argument stands before =, not before a colon. Write {found[2]}=… in place of {found[2]}: …",
        also=tuple(f"line {n}" for n in others if n != s.line),
    )


_NAMED_WITH_A_COLON = re.compile(r"(?:(?<=[(,])|^)(\s*)([A-Za-z_]\w*)\s*:\s+(?=[^\s:{])")


def plus_plus(s: Situation) -> Cause | None:
    """``++epoch``, which is Python, and changes nothing."""
    for node in statements(own_code(s.definition)) if s.definition else ():
        outer = node.value if isinstance(node, ast.Expr) else None
        inner = outer.operand if isinstance(outer, ast.UnaryOp) else None
        if isinstance(outer, ast.UnaryOp) and isinstance(inner, ast.UnaryOp):
            name, sign = short(inner.operand), "+" if isinstance(outer.op, ast.UAdd) else "-"
            if isinstance(inner.operand, ast.Name) and type(inner.op) is type(outer.op):
                return Cause(
                    f"Python has no {sign}{sign}. Line {node.lineno} reads {name} with two signs in front, and {name} stays as it is. "
                    f"Write: {name} {sign}= 1",
                    node.lineno,
                )
    return None


def arrow_for_equals(s: Situation) -> Cause | None:
    """``scaled <- images / 255``, as R writes it: a comparison with a number below 0."""
    for node in statements(own_code(s.definition)) if s.was_called and s.definition else ():
        line = s.own.lines[node.lineno - 1]
        found = re.match(r"\s*([\w.\[\], :]+?)\s*<-\s", line)
        if found and isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare):
            return Cause(
                f"In Python, <- stores nothing: it asks whether {found[1]} is smaller than something below 0. Write: {found[1]} = …",
                node.lineno,
            )
    return None


def decimal_comma(s: Situation) -> Cause | None:
    """``flatnonzero(x > 0,1)``: to Python, two things."""
    zeros = s.code is Code.SYNTAX and "leading zeros" in s.said
    if "positional argument" not in s.said and not zeros:
        return None
    comma = re.compile(r"[<>*/+=-] ?(0),(\d+)(?!\d*[,\]])")
    line = s.last.lines[s.line - 1] if 0 < s.line <= len(s.last.lines) else ""
    if not (found := comma.search(line)):
        return None
    others = [
        n
        for n in range(s.line + 1, (s.running.end_lineno or 0) + 1 if s.running else 0)
        if comma.search(s.last.lines[n - 1])
    ]
    return Cause(
        f"With a comma, {found[1]},{found[2]} is two things. A decimal number has a point: {found[1]}.{found[2]}",
        also=tuple(f"line {n}" for n in others),
    )


def two_equals_signs(s: Situation) -> Cause | None:
    """``SGD(learning_rate == learning_rate)`` and ``SGD(learning_rate := …)``, where an argument is given."""
    inside = ast.walk(s.definition) if s.definition and s.was_called else ()
    for call in (node for node in inside if isinstance(node, ast.Call)):
        named = [value for value in call.args if isinstance(value, ast.NamedExpr)]
        if named and short(named[0].target) in KNOWN_ARGUMENTS:
            name = short(named[0].target)
            return Cause(
                f"The name of an argument stands before =, not before :=. Write {name}=… in place of {name}:=…",
                call.lineno,
                also=tuple(f"{short(value.target)}" for value in named[1:]),
            )
    at_work = s.nodes(ast.Call) or [n for n in s.last.nodes if isinstance(n, ast.Call)]
    for call in at_work if s.error in ("TypeError", "ValueError") else []:
        for value in call.args:
            if not isinstance(value, ast.Compare) or not isinstance(value.ops[0], ast.Eq):
                continue
            name, given = short(value.left), short(value.comparators[0])
            if covers(call, s.line) and (name == given or name in KNOWN_ARGUMENTS):
                return Cause(
                    "== asks whether two things are equal, and gives True or False. An argument is given with one =: "
                    f"{name}={given}"
                )
    return None


def sign_for_a_remark(s: Situation) -> Cause | None:
    """``model.add(…)  // 784`` and ``n // 10  % warmup``: to Python, a division, and the remainder of one."""
    divisions = [n for n in s.last.nodes if isinstance(n, ast.BinOp) and covers(n, s.line)]
    for node in divisions:
        sign, does = _DIVIDE.get(type(node.op), ("", ""))
        word = short(node.right)
        unknown = s.error in ("NameError", "UnboundLocalError") and f"'{word}'" in s.said
        of_no_value = rf"for {sign}: ('NoneType'|.* and '(type|module|\w*function\w*)')"
        if not sign or not (unknown or re.search(of_no_value, s.said)):
            continue
        # Who computes writes one space in front of the sign; nobody computes with what the line only makes.
        apart = re.search(rf"\s{{2,}}{sign}", s.last.lines[s.line - 1])
        itself = s.error == "UnboundLocalError" and sign == "%"
        itself = itself and any(word in assigned(line) for line in s.nodes(ast.stmt))
        if (
            (apart or itself)
            and not difflib.get_close_matches(word, arguments_of(s.running), cutoff=0.8)
            and not isinstance(node.left, ast.Name)
            and "%" not in short(node.left)
        ):
            return Cause(
                f"In Python, {sign} {does}. A remark begins with #: write # in place of {sign}."
            )
    return None


_DIVIDE: dict[type[ast.operator], tuple[str, str]] = {
    ast.FloorDiv: ("//", "divides"),
    ast.Mod: ("%", "gives the remainder of a division"),
}


def end_as_a_place(s: Situation) -> Cause | None:
    """``images[n:end]`` and ``sizes[end]``, as MATLAB and Julia call the last place."""
    if s.unknown_name != "end" or s.running is None or s.variable_of("end"):
        return None
    parts = [n for n in ast.walk(s.running) if isinstance(n, ast.Subscript)]
    parts = [n for n in parts if "end" in names_in(n.slice)]
    here = next((n.slice for n in parts if covers(n, s.line)), None)
    made = {
        n.id
        for n in ast.walk(s.running)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    # In start:end, a line that computes the end of a batch may be missing; in :end and end:, one that says how many.
    missing = re.search(r"\[:end\b|\bend:", ast.unparse(s.running))
    if here is None or names_in(here) & made or missing:
        return None
    to_the_end = any(
        isinstance(n, ast.Slice) and n.upper and short(n.upper) == "end" for n in ast.walk(here)
    )
    says = (
        ". Where a part goes to the end, nothing stands behind the colon: x[2:]"
        if to_the_end
        else ": x[-1] is the last one, x[-2] the one before it"
    )
    others = dict.fromkeys(n.lineno for n in parts if n.lineno != s.line)
    return Cause(
        f"Python has no word end for the last place{says}.", also=tuple(f"line {n}" for n in others)
    )


def dot_for_plus(s: Situation) -> Cause | None:
    """``"Label: " . label``, as PHP joins texts."""
    in_line = [n for n in s.last.nodes if isinstance(n, ast.Attribute) and covers(n, s.line)]
    for node in in_line if "'str' object has no attribute" in s.said else []:
        text = node.value.value if isinstance(node.value, ast.Constant) else None
        if isinstance(text, str) and re.search(r"[\"']\s*\.\s", s.last.lines[node.lineno - 1]):
            return Cause(
                f'A dot joins no texts in Python. Put the value into the text: f"{text}{{{node.attr}}}"'
            )
    return None


def sign_before_the_comparison(s: Situation) -> Cause | None:
    """``i != j & count > 0``: Python reads ``j & count`` first."""
    if not s.was_called or s.definition is None:
        return None
    for node in ast.walk(s.definition):
        if not isinstance(node, ast.Compare):
            continue
        for side in (node.left, *node.comparators):
            sign = _BITS.get(type(side.op)) if isinstance(side, ast.BinOp) else None
            text = ast.get_source_segment(s.own.text, node) or ""
            if sign is None or text.count(sign) != 1 or "\n" in text:
                continue
            if not all(re.search("[<>=]", part) for part in text.split(sign)):
                continue
            both = f" {sign} ".join(f"({part.strip()})" for part in text.split(sign))
            return Cause(
                f"Python reads {short(side)} first, and compares afterwards. Put brackets around each comparison: {both}",
                node.lineno,
            )
    return None


_BITS: dict[type[ast.operator], str] = {ast.BitAnd: "&", ast.BitOr: "|"}


def dot_for_a_product(s: Situation) -> Cause | None:
    """``A.W``, as Mathematica writes the product of two matrices."""
    found = re.fullmatch(r"'numpy.ndarray' object has no attribute '(\w+)'", s.said)
    if not found or not s.kind(found[1]):
        return None
    dots = [n for n in s.last.nodes if isinstance(n, ast.Attribute) and n.attr == found[1]]
    here = [n for n in dots if covers(n, s.line)]
    if not here:
        return None
    others = {n.lineno for n in dots} - {s.line}
    return Cause(
        f"A dot multiplies nothing in Python. For the product of two matrices, write {short(here[0].value)} @ {found[1]}.",
        also=tuple(f"line {n}" for n in sorted(others)),
    )


def or_for_a_default(s: Situation) -> Cause | None:
    """``counts[label] or 0``, as JavaScript takes what is not there for nothing."""
    for part in s.last.nodes if s.error == "KeyError" else []:
        item = part.values[0] if isinstance(part, ast.BoolOp) and covers(part, s.line) else None
        if isinstance(part, ast.BoolOp) and isinstance(item, ast.Subscript):
            what, other = short(item.value), short(part.values[1])
            return Cause(
                f"In Python, a dict gives an error for a name that is not there. Write {what}.get({short(item.slice)}, {other}) in place of "
                f"{short(part)}."
            )
    return None


def list_for_a_dict(s: Situation) -> Cause | None:
    """``weights = []``, and then ``weights["kernel"] = …``, as in PHP."""
    if "list indices must be integers or slices, not str" not in s.said or s.running is None:
        return None
    for item in s.nodes(ast.Subscript):
        name = short(item.value)
        begun = [n for n in statements(s.running.body) if name in assigned(n)]
        value = begun[0].value if len(begun) == 1 and isinstance(begun[0], ast.Assign) else None
        empty = isinstance(value, ast.List) and not value.elts
        empty = empty or (isinstance(value, ast.Call) and short(value) == "list()")
        if empty and f"{name}.append(" not in ast.unparse(s.running):
            return Cause(
                f"{name} begins as a list, whose places are numbers. To keep things under names, begin with a dict in line "
                f"{begun[0].lineno}: {name} = {{}}",
                begun[0].lineno,
            )
    return None


RULES = (
    range_of_another_language,
    colon_for_equals,
    plus_plus,
    arrow_for_equals,
    decimal_comma,
    two_equals_signs,
    sign_for_a_remark,
    end_as_a_place,
    dot_for_plus,
    sign_before_the_comparison,
    list_for_a_dict,
    dot_for_a_product,
    or_for_a_default,
)
