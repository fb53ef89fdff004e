"""Texts with values in them: %, format and f-strings."""

import ast
import re

from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    covers,
    own_code,
    short,
    statements,
)
from coursekit.worker.names import Code


def bracket_closes_too_late(s: Situation) -> Cause | None:
    """``images.astype("float32" / 255)``: the sign stands inside the brackets, behind a text."""
    if not re.search(r"unsupported operand type\(s\) for (/|//|\*\*|-): 'str' and", s.said):
        return None
    for call in s.last.nodes:
        last = call.args[-1] if isinstance(call, ast.Call) and call.args else None
        if not isinstance(last, ast.BinOp) or not covers(last, s.line):
            continue
        if isinstance(call, ast.Call) and isinstance(last.left, ast.Constant):
            sign = short(last)[len(short(last.left)) : -len(short(last.right))].strip()
            before = "".join(f"{short(a)}, " for a in call.args[:-1])
            return Cause(
                f"A bracket closes too late: it must close behind the text. Write: {short(call.func)}({before}{short(last.left)}) {sign} "
                f"{short(last.right)}"
            )
    return None


def percent_without_brackets(s: Situation) -> Cause | None:
    """``"%.4f and %.4f" % loss, accuracy``: only the first value belongs to the text."""
    if "not enough arguments for format string" not in s.said:
        return None
    for pair in (node for node in s.last.nodes if isinstance(node, ast.Tuple)):
        first = pair.elts[0] if pair.elts else None
        if isinstance(first, ast.BinOp) and isinstance(first.op, ast.Mod) and pair.lineno == s.line:
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


def names_of_format(s: Situation) -> Cause | None:
    """``"{loss:.4f}".format(loss)``: the text has names, and the values come without."""
    for call in s.nodes(ast.Call) if s.error == "KeyError" else []:
        name = s.field("said").strip("'\"")
        asks = re.search(rf"\{{{re.escape(name)}\b", s.last.text)
        if asks and called_name(call) == "format" and call.args and not call.keywords:
            values = [short(value) for value in call.args]
            named = ", ".join(f"{value}={value}" for value in values if value.isidentifier())
            return Cause(
                f"The text asks format for {name} by this name, and the values come without names. Give them: format({named or '…'}). "
                "Or write f in front of the quotes, and leave .format(…) away."
            )
    return None


def f_forgotten(s: Situation) -> Cause | None:
    """``"kernel_{n}"`` without the f."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    known = {*arguments_of(s.definition)}
    known |= {name for node in statements(s.definition.body) for name in assigned(node)}
    nodes = [node for line in own_code(s.definition) for node in ast.walk(line)]
    taken = {id(n.value) for n in nodes if isinstance(n, ast.Attribute)}
    taken |= {id(part) for n in nodes if isinstance(n, ast.JoinedStr) for part in n.values}
    found = []
    for node in nodes:
        text = node.value if isinstance(node, ast.Constant) and id(node) not in taken else None
        names = re.findall(r"\{(\w+)[^{}]*\}", text) if isinstance(text, str) else []
        if isinstance(node, ast.Constant) and any(name in known for name in names):
            found.append((node, names[0]))
    if not found:
        return None
    (node, name), *others = sorted(found, key=lambda one: one[0].lineno)
    return Cause(
        f"In line {node.lineno}, the letter f is missing in front of the quotes. Without it, {{{name}}} stays as it stands. "
        f"Write: f{short(node)}",
        node.lineno,
        also=tuple(f"{short(other)} in line {other.lineno}" for other, _ in others[:1]),
    )


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


RULES = (
    bracket_closes_too_late,
    percent_without_brackets,
    values_of_format_as_one,
    names_of_format,
    f_forgotten,
    percent_twice,
    form_without_f,
)
