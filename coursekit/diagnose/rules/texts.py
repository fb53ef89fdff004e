"""Texts with values in them: %, format and f-strings."""

import ast
import re

from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    own_code,
    short,
    statements,
)
from coursekit.worker.names import Code


def bracket_closes_too_late(s: Situation) -> Cause | None:
    """``images.astype("float32" / 255)``: the sign stands inside the brackets, behind a text."""
    sign = re.search(r"unsupported operand type\(s\) for (//?|-): 'str' and", s.said)
    for call in s.last.nodes if sign else []:
        last = call.args[-1] if isinstance(call, ast.Call) and call.args else None
        if not isinstance(last, ast.BinOp) or not covers(last, s.line):
            continue
        if sign and isinstance(call, ast.Call) and isinstance(last.left, ast.Constant):
            before = "".join(f"{short(a)}, " for a in call.args[:-1])
            right = short(last.right)
            right = f"({right})" if isinstance(last.right, ast.BinOp) else right
            return Cause(
                f"A bracket closes too late: it must close behind the text. Write: {short(call.func)}({before}{short(last.left)}) "
                f"{sign[1]} {right}"
            )
    return None


def percent_without_brackets(s: Situation) -> Cause | None:
    """``"%.4f and %.4f" % loss, accuracy``: only the first value belongs to the text."""
    if "not enough arguments for format string" not in s.said:
        return None
    for pair in (node for node in s.last.nodes if isinstance(node, ast.Tuple)):
        first = pair.elts[0] if pair.elts else None
        if not isinstance(first, ast.BinOp) or not isinstance(first.op, ast.Mod):
            continue
        if pair.lineno == s.line and _as_text(s.value_of(first.left)):
            values = ", ".join(short(part, 30) for part in (first.right, *pair.elts[1:]))
            return Cause(
                f"Behind %, only {short(first.right, 30)} belongs to the text: the comma ends it. Put brackets around all values: "
                f"% ({values})"
            )
    return None


def values_of_format_as_one(s: Situation) -> Cause | None:
    """``text.format((loss, accuracy))``: a pair in the place of two values."""
    if "unsupported format string passed to tuple" not in s.said:
        return None
    for call in s.nodes(ast.Call):
        if (
            called_name(call) == "format"
            and len(call.args) == 1
            and isinstance(call.args[0], ast.Tuple)
        ):
            inside = ", ".join(short(part) for part in call.args[0].elts)
            return Cause(
                f"format takes its values one by one, and the inner brackets make one thing of them. Take these away: …format({inside})"
            )
    return None


def method_of_the_text_outside(s: Situation) -> Cause | None:
    """``set_title("{}").format(digit)``: a bracket closes before what belongs to the text."""
    wanted = re.search(r"has no attribute '(format|upper|lower|title|strip|join|replace)'", s.said)
    methods = [n for n in s.last.nodes if isinstance(n, ast.Attribute) and covers(n, s.line)]
    for method in methods if wanted else []:
        around = method.value if wanted and method.attr == wanted[1] else None
        text = around.args[-1] if isinstance(around, ast.Call) and around.args else None
        if isinstance(around, ast.Call) and isinstance(text, ast.Constant | ast.JoinedStr):
            outer, inner = called_name(around), method.attr
            return Cause(
                f"The bracket of {outer} closes too early: {inner} belongs to the text in quotes. Write .{inner}(…) right behind the "
                f"text, and close the bracket of {outer} behind it.",
                around.lineno,
            )
    return None


def names_of_format(s: Situation) -> Cause | None:
    """``"{loss:.4f}".format(loss)``: the text has names, and the values come without."""
    for call in s.nodes(ast.Call) if s.error == "KeyError" else []:
        text = s.value_of(call.func.value) if isinstance(call.func, ast.Attribute) else call.func
        names = [*dict.fromkeys(re.findall(r"\{(\w+)", _as_text(text)))]
        name, values = s.said.strip("'\""), [short(value) for value in call.args]
        if name in names and called_name(call) == "format" and values and not call.keywords:
            fits = len(names) == len(values)
            named = [f"{n}={v}" for n, v in zip(names, values, strict=False)] if fits else ["…"]
            or_f = " Or write f in front of the quotes, and leave .format(…) away."
            return Cause(
                f"The text asks format for {name} by this name, and the values come without names. Give them: "
                f"format({', '.join(named)}).{or_f if names == values else ''}"
            )
    return None


def f_forgotten(s: Situation) -> Cause | None:
    """``"kernel_{n}"`` without the f."""
    # A text whose names are filled in later needs no f.
    if s.definition is None or s.calls_of("format") or s.calls_of("replace"):
        return None
    known = {*arguments_of(s.definition)}
    known |= {name for node in statements(s.definition.body) for name in assigned(node)}
    nodes = _not_printed(s)
    taken = {id(part) for n in nodes if isinstance(n, ast.JoinedStr) for part in n.values}
    found = []
    for node in nodes:
        text = node.value if isinstance(node, ast.Constant) and id(node) not in taken else None
        names = re.findall(r"\{(\w+)[^{}]*\}", text) if isinstance(text, str) else []
        if isinstance(node, ast.Constant) and any(name in known for name in names):
            found.append((node, names[0]))
    if not found:
        return None
    (node, name), *others = sorted(found, key=lambda one: one[0].lineno)
    text = short(node)
    write = "Write an f directly in front of the first one" if "…" in text else f"Write: f{text}"
    return Cause(
        f"In line {node.lineno}, the letter f is missing in front of the quotes. Without it, {{{name}}} stays as it stands. {write}",
        node.lineno,
        also=tuple(f"{short(other)} in line {other.lineno}" for other, _ in others[:1]),
    )


def braces_with_percent(s: Situation) -> Cause | None:
    """``"Loss: {:.4f}" % loss``: the places of one way of writing texts, and the sign of another."""
    if not re.search("unsupported format character '}'|not all arguments converted", s.said):
        return None
    for node in s.nodes(ast.BinOp):
        if isinstance(node.op, ast.Mod) and re.search(
            r"\{[^{}]*\}", _as_text(s.value_of(node.left))
        ):
            values = short(node.right, 40).removeprefix("(").removesuffix(")")
            return Cause(
                "The text has { } where values belong, and % fills none of these: format does. Leave the % behind the text out, and "
                f"write .format({values}) there."
            )
    return None


def percent_twice(s: Situation) -> Cause | None:
    """``{accuracy * 100:.2%}``: the % behind the colon multiplies by 100 itself."""
    for node in _not_printed(s):
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
        above = [
            line.lineno
            for line in statements(s.definition.body if s.definition else [])
            for value in values
            if isinstance(value, ast.Name) and value.id in assigned(line) and "100" in short(line)
        ]
        if above:
            return Cause(
                f"The % in :{spec} multiplies by 100 itself, and line {above[-1]} does so, too. Take the * 100 in line {above[-1]} away.",
                above[-1],
            )
        return Cause(
            f"The % in :{spec} multiplies by 100 itself, and your code does so, too. Write one of the two: {{accuracy:.2%}}, "
            "or {accuracy * 100:.2f}%",
            node.lineno,
        )
    return None


def form_without_f(s: Situation) -> Cause | None:
    """``{loss:.4}``: four digits in all, not four behind the point."""
    for node in _not_printed(s):
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


def _as_text(node: ast.AST) -> str:
    """Return the text that stands in quotes there; empty for other code."""
    text = node.value if isinstance(node, ast.Constant) else ""
    return text if isinstance(text, str) else ""


def _not_printed(s: Situation) -> list[ast.AST]:
    """Return the function's nodes after a demand, without its docstring and what is only printed."""
    body = own_code(s.definition) if s.definition and s.code is Code.DEMAND else []
    nodes = [node for line in body for node in ast.walk(line)]
    printed = {id(n) for line in body for call in calls_in(line, "print") for n in ast.walk(call)}
    return [node for node in nodes if id(node) not in printed]


def _times_100(s: Situation, value: ast.expr) -> bool:
    """Whether an expression is something times 100, and not divided by it, or a name that was given that."""
    lines = [*statements(s.definition.body)] if s.definition else []
    made: list[ast.AST] = [value]
    if isinstance(value, ast.Name):
        made += [n for n in lines if value.id in assigned(n)]
    signs = [n for top in made for n in ast.walk(top) if isinstance(n, ast.BinOp | ast.AugAssign)]
    with_100 = [
        type(sign.op)
        for sign in signs
        if any(isinstance(n, ast.Constant) and n.value == 100 for n in ast.iter_child_nodes(sign))
    ]
    return ast.Mult in with_100 and ast.Div not in with_100


RULES = (
    bracket_closes_too_late,
    percent_without_brackets,
    braces_with_percent,
    values_of_format_as_one,
    method_of_the_text_outside,
    names_of_format,
    f_forgotten,
    percent_twice,
    form_without_f,
)
