"""Results that should be a pair, or one thing: taken apart, put together or mixed up wrongly."""

import ast
import re

from coursekit.diagnose.situation import Cause, Situation
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    given_back,
    own_code,
    returns_of,
    short,
    statements,
)
from coursekit.worker.names import Code


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
    value = given_back(s.definition, returns[0].value) if len(returns) == 1 else None
    if s.definition is None or not isinstance(value, ast.Tuple) or len(value.elts) < 2:
        return None
    comma = f"The comma in line {value.lineno} makes {len(value.elts)} things of it"
    if s.function.returns == "text":
        how = _one_text_of(s.definition, value)
        return Cause(f"{comma}. One text is asked for. {how}", value.lineno)
    made = [given_back(s.definition, part) for part in value.elts]
    if s.function.returns == "dict" and all(isinstance(one, ast.Dict) for one in made):
        return Cause(f"{comma}. Put all of it into one dict, and return that.", value.lineno)
    meant = _asked_for(s, s.definition, value)
    if not meant:
        return Cause(
            f"{comma}: {short(value)}. Is one of them what the docstring asks for? Return it alone. Otherwise, make one thing of them.",
            value.lineno,
        )
    return Cause(f"{comma}, and only {meant} is asked for. Write: return {meant}", value.lineno)


def _one_text_of(function: ast.FunctionDef, value: ast.Tuple) -> str:
    """Say how one text comes of several parts: of texts themselves, of names of texts, or of what is printed above."""
    joined = _one_text(value)
    if joined and len(joined) < 110:
        return f"Join them in one: {joined}"
    names = [part for part in value.elts if isinstance(part, ast.Name)]
    made = [one for one in names if isinstance(given_back(function, one), ast.JoinedStr)]
    if len(made) == len(value.elts):
        texts = [n.value for n in ast.walk(function) if isinstance(n, ast.Constant)]
        broken = any("\n" in text for text in texts[1:] if isinstance(text, str))
        added = (" + " if broken else ' + "\\n" + ').join(name.id for name in names)
        return f"Join them in one: {added}"
    first = value.elts[0]
    if isinstance(first, ast.Constant) and "%" in str(first.value):
        inside = ", ".join(short(part, 30) for part in value.elts[1:])
        return f"Write % between the text and its values, and brackets around them: % ({inside})"
    where = "the print lines show" if any(calls_in(function, "print")) else "it is to say"
    return f'Put all that {where} into one text. \\n begins a new line: f"…\\n…"'


def _one_text(value: ast.Tuple) -> str:
    """Write several f-strings as one, with a new line between; empty where one of them is no plain string."""
    texts = [ast.unparse(part) for part in value.elts]
    if not all(re.fullmatch(r"f?(['\"])[^'\"]*\1", text) for text in texts):
        return ""
    parts = [text.lstrip("f")[1:-1].removesuffix("\\n") for text in texts]
    return 'f"' + "\\n".join(parts) + '"'


_MAKE = {
    "array": ("argmax", "array", "astype", "concatenate", "zeros", "flatnonzero"),
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
    fits, others = [], []
    for part in value.elts:
        made = given_back(function, part)
        name = called_name(made) if isinstance(made, ast.Call) else ""
        if short(part) == usual.get(wanted) or name in _MAKE.get(wanted, ()):
            fits.append(short(part))
        elif any(name in calls for calls in _MAKE.values()) or isinstance(made, _LITERALS):
            others.append(short(part))
    parts = {short(part) for part in value.elts}
    if any(parts <= {*assigned(node)} for node in statements(function.body)):
        return ""  # np.unique gives both, and both are needed.
    if len(fits) != 1:
        words = {word.rstrip("s") for word in s.function.name.split("_")}
        fits = [
            short(part)
            for part in value.elts
            if short(part) not in others
            if words & {word.rstrip("s") for word in short(part).split("_")}
        ]
    return fits[0] if len(fits) == 1 else ""


_LITERALS = (ast.Constant, ast.JoinedStr, ast.List, ast.ListComp, ast.Dict, ast.DictComp)


def four_for_two_pairs(s: Situation) -> Cause | None:
    """``return X_train, X_valid, y_train, y_valid``: without the brackets of the pairs."""
    if s.code is not Code.WRONG_KIND or s.function.returns != "pair" or s.definition is None:
        return None
    for node in returns_of(s.definition):
        value = given_back(s.definition, node.value)
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


def pairs_mixed_up(s: Situation) -> Cause | None:
    """``return (X_train, y_valid), (X_valid, y_train)``, or ``(X_train, y_train), (y_valid, X_valid)`` in words."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    for node in returns_of(s.definition):
        names = re.findall(r"\w+", ast.unparse(node.value)) if node.value else []
        ends = [name.rpartition("_")[2] for name in names]
        if len(names) == 4 and ends[0] == ends[3] != ends[1] == ends[2]:
            one, other = _EXCHANGED.get(ends[0], (0, 0))
            if one == other or names[one].partition("_")[0] != names[other].partition("_")[0]:
                continue
            return Cause(
                f"In line {node.lineno}, {names[one]} and {names[other]} stand in each other's place: exchange the two.",
                node.lineno,
            )
    return None


_EXCHANGED = {
    "train": (1, 3),
    "full": (1, 3),
    "valid": (0, 2),
    "images": (2, 3),
    "labels": (0, 1),
}
"""Which two of four names stand wrong, by how the first one ends, where the last one ends like it."""


def evaluate_taken_apart_wrongly(s: Situation) -> Cause | None:
    """``accuracy, loss = model.evaluate(…)``."""
    for node in statements(own_code(s.definition)) if s.wrong_result and s.definition else []:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if not isinstance(node, ast.Assign) or not isinstance(target, ast.Tuple):
            continue
        names = [short(part) for part in target.elts]
        made = called_name(node.value) if isinstance(node.value, ast.Call) else ""
        ends = returns_of(s.definition) if s.definition else []
        text = ast.unparse(given_back(s.definition, ends[-1].value) or target) if ends else ""
        # Who returns the two in this order, too, has only given them wrong names.
        same = [name for name in re.findall(r"\w+", text) if name in names] == names
        swapped = len(names) == 2 and "acc" in names[0] and "loss" in names[1]
        if made == "evaluate" and swapped and not same:
            return Cause(
                f"model.evaluate gives the loss first, then the accuracy. Line {node.lineno} takes them the other way round: "
                f"write {names[1]}, {names[0]} = …",
                node.lineno,
            )
    return None


def pairs_of_single_things(s: Situation) -> Cause | None:
    """``list(zip(images, labels))`` where a pair of all images and all labels is asked for."""
    if not s.wrong_result or s.definition is None or s.function.name != "split_validation":
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


def one_of_a_pair(s: Situation) -> Cause | None:
    """One thing comes back where two are asked for: the docstring names them."""
    asked = s.code is Code.WRONG_KIND and s.field("expected") == "pair"
    if (
        not asked
        or s.definition is None
        or s.field("seen_kind") in ("none", "tuple", "list", "dict")
    ):
        return None
    named = two_promised(s.definition)
    ends = [node for node in returns_of(s.definition) if isinstance(node.value, ast.expr)]
    if not named or len(ends) != 1 or isinstance(ends[0].value, ast.Tuple):
        return None
    value, line = ends[0].value, ends[0].lineno
    have = {name for node in statements(s.definition.body) for name in assigned(node)}
    parts = [name for name in named if name in have]
    single = len(parts) == 1 and s.field("seen_kind") == "number"
    if single and isinstance(value, ast.Name) and value.id not in parts:
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
        named = two_promised(made[-1]) if made else ()
        single = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        if named and single and handed_on & {*assigned(node)}:
            return Cause(
                f"{made[-1].name} returns two things, and in line {node.lineno} {assigned(node)[0]} stands for both. Take them apart "
                f"there: {', '.join(named)} = {made[-1].name}(…). Then hand on the one that is wanted.",
                node.lineno,
            )
    return None


def two_promised(function: ast.FunctionDef) -> tuple[str, ...]:
    """Return how a docstring calls the two things that its function returns; nothing where it names no pair."""
    text = ast.get_docstring(function) or ""
    found = re.search(r"Returns\n-+\n\((\w+), (\w+)\)\n", text)
    return found.groups() if found else ()


RULES = (
    arrays_without_names,
    comma_makes_a_tuple,
    four_for_two_pairs,
    pairs_of_single_things,
    one_of_a_pair,
    pairs_mixed_up,
    pair_under_one_name,
    evaluate_taken_apart_wrongly,
)
