"""What the file is like: unfinished, without the function, or with lines that do not belong there."""

import ast
import difflib
import re
from collections.abc import Container
from itertools import groupby, takewhile

from coursekit.diagnose.notebooks import HELPERS, imports_of_the_stub, notebook_names
from coursekit.diagnose.situation import Cause, Situation, Source
from coursekit.diagnose.syntax_tree import (
    arguments_of,
    assigned,
    called_name,
    calls_in,
    covers,
    given_to,
    names_in,
    own_code,
    short,
    statements,
)
from coursekit.manifest import Function, load_manifest
from coursekit.worker.names import Code

SAVE = "Then save the file: Ctrl+S, on a Mac Cmd+S."


def raise_left_in(s: Situation) -> Cause | None:
    """The stub's ``raise NotImplementedError``, beside code that was written."""
    if s.code is not Code.NOT_WRITTEN or s.definition is None:
        return None
    raises = [node for node in statements(own_code(s.definition)) if _is_stub_line(node)]
    if not raises or len(own_code(s.definition)) <= len(raises):
        return None
    line = raises[0].lineno
    inner = [n for n in s.definition.body if getattr(n, "name", "") == s.definition.name]
    if inner and inner[0].lineno < line:
        return Cause(
            f"You have written {s.function.name} inside the stub, where it is never called. Delete line {inner[0].lineno}, and move its "
            f"lines four spaces to the left. Delete line {line}, too: `raise` stops the function. {SAVE}",
            inner[0].lineno,
        )
    if inner:
        return Cause(
            f"You have written {s.function.name} inside the stub, where it is never called. Delete the stub, lines {s.definition.lineno} "
            f"to {line}. Then move your lines to the left: `def` begins at the left margin. {SAVE}",
            line,
        )
    if any(isinstance(n, ast.If) and raises[0] in n.body for n in ast.walk(s.definition)):
        return Cause(
            f"Line {line} raises NotImplementedError, and that means: not written yet. Where the task asks for an error, raise that "
            f"one, such as ValueError(…). Otherwise write there what is to be done. {SAVE}",
            line,
        )
    return Cause(
        f"You have written something, but line {line} still says `raise NotImplementedError`: it stops the function there. "
        f"Delete that line. {SAVE}",
        line,
    )


def empty_function(s: Situation) -> Cause | None:
    """A function that holds nothing but ``pass`` or its docstring."""
    # Where a function may change what it got, a check finds that nothing has changed.
    none = s.code is Code.DEMAND or (s.code is Code.WRONG_KIND and s.field("seen_kind") == "none")
    if not none or s.definition is None:
        return None
    nothing = [
        isinstance(n, ast.Pass) or (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))
        for n in own_code(s.definition)
    ]
    if not all(nothing):
        return None
    found, line = s.own.definitions(s.function.name), s.definition.lineno
    if len(found) > 1:
        return Cause(
            f"{s.function.name} is in the file twice, in line {found[0].lineno} and in line {line}. Python takes the last one, which "
            "is empty. Delete that one.",
            line,
        )
    if not own_code(s.definition) and _code_in_text(s.definition):
        end = s.definition.body[0].end_lineno
        return Cause(
            f"Your code stands inside the text of {s.function.name}: the quotes that close it stand below, in line {end}. So nothing "
            "runs. Move them up, above your first line.",
            end or line,
        )
    for number in range(s.definition.lineno + 1, (s.definition.end_lineno or 0) + 2):
        remark = s.own.lines[number - 1] if number <= len(s.own.lines) else ""
        # "2. return images" and "return images" may be a plan.
        written = re.match(r"\s+#(?!\s*(?:\d+[.)]|[-*])).*?\b(return (?!\w+$)\S.*)$", remark)
        if written and Source("", written[1]).tree.body:
            return Cause(
                f"In line {number}, your code stands behind #, so Python takes it for a remark. Write it in a line of its own, without #.",
                number,
            )
    code = own_code(s.definition)
    what = f"{short(code[0])} does nothing" if code else "it holds only its text"
    return Cause(f"{s.function.name} is empty: {what}. Write your code in its place.", line)


def bare_raise_left_in(s: Situation) -> Cause | None:
    """A lone ``raise``: what is left when its error's name was deleted."""
    lone = [n for n in s.last.nodes if isinstance(n, ast.Raise) and not n.exc and covers(n, s.line)]
    if not lone or s.field("said") != "No active exception to reraise":
        return None
    return Cause(
        "A lone `raise` stops the function with an error. Is it left over from before you wrote the function? Delete it: what comes "
        "after it never runs."
    )


def stub_below(s: Situation) -> Cause | None:
    """The function twice, and the second one is the empty stub."""
    found = s.own.definitions(s.function.name)
    if s.code is not Code.NOT_WRITTEN or len(found) < 2 or not _is_stub(found[-1]):
        return None
    written = [node.lineno for node in found if not _is_stub(node)]
    if not written:
        return None
    first, last = written[-1], found[-1].lineno
    return Cause(
        f"{s.function.name} is in the file twice, in line {first} and in line {last}. Python takes the last one, and "
        f"nothing is written there. Delete the function in line {last}. {SAVE}",
        last,
    )


def code_behind_the_function(s: Situation) -> Cause | None:
    """The stub is untouched, and the code stands at the left margin right under it."""
    if s.code is not Code.NOT_WRITTEN or s.definition is None or not _is_stub(s.definition):
        return None
    body = s.own.tree.body
    behind = [*takewhile(_is_loose, body[body.index(s.definition) + 1 :])]
    # Work is done by a call; a print, a constant or `if __name__ …` may stand there for other reasons.
    calls = [getattr(call.func, "id", "") for node in behind for call in calls_in(node)]
    works = {*calls} - {"print"} and isinstance(
        behind[0], ast.Assign | ast.For | ast.Expr | ast.With
    )
    if not works or any(s.own.definitions(name) for name in calls):
        return None
    nodes = [n for node in behind for n in ast.walk(node)]
    used = {n.id for n in nodes if isinstance(n, ast.Name)}
    if any(isinstance(n, ast.Lambda) for n in nodes) or used.isdisjoint(
        s.function.arguments or used
    ):
        return None
    line = behind[0].lineno
    return Cause(
        f"Line {line} stands outside of {s.function.name}: it begins at the left margin. Indent your lines by four "
        f"spaces, and delete `raise NotImplementedError`. {SAVE}",
        line,
    )


def behind_anothers_return(s: Situation) -> Cause | None:
    """The stub is untouched, or its first line is gone, and lines stand in another function, behind its return."""
    stub = s.definition if s.code is Code.NOT_WRITTEN else None
    if s.code is not Code.NO_FUNCTION and (stub is None or not _is_stub(stub)):
        return None
    functions = [n for n in _others(s) if isinstance(n, ast.FunctionDef)]
    renamed = [n for n in functions if arguments_of(n) == s.function.arguments]
    for other in s.own.tree.body:
        if not isinstance(other, ast.FunctionDef):
            continue
        ends = [n for n, line in enumerate(other.body) if isinstance(line, ast.Return)]
        behind = other.body[ends[0] + 1 :] if ends else []
        own = {*s.function.arguments} - {*arguments_of(other)}
        own -= {name for line in statements(other.body) for name in assigned(line)}
        # Where both functions take the same, the docstring shows that another one begins there.
        text = ast.get_docstring(ast.Module(behind, [])) if stub is None else None
        begins = text and isinstance(behind[-1], ast.Return) and not renamed
        if begins or any(own & names_in(line) for line in behind):
            lines = _called([*range(behind[0].lineno, (behind[-1].end_lineno or 0) + 1)])
            if stub is None:
                return Cause(
                    f"{lines.capitalize()} {'stand' if 's ' in lines else 'stands'} in {other.name}, behind its end, where Python never comes. "
                    f"Write `def {s.function.signature}:` above line {behind[0].lineno}, at the left margin.",
                    behind[0].lineno,
                )
            return Cause(
                f"{lines.capitalize()} {'stand' if 's ' in lines else 'stands'} in {other.name}, behind its end, where Python never comes. Move "
                f"the code into {s.function.name}, in place of `raise NotImplementedError` in line {_stub_line(stub)}. {SAVE}",
                behind[0].lineno,
            )
    return None


def written_elsewhere(s: Situation) -> Cause | None:
    """The stub is untouched, and the function stands once more inside another, or its lines behind all of them."""
    if s.code is not Code.NOT_WRITTEN or s.definition is None or not _is_stub(s.definition):
        return None
    move = f"Move {{}} into {s.function.name}, in place of `raise NotImplementedError`"
    for outer in (node for node in s.own.nodes if isinstance(node, ast.FunctionDef)):
        for node in outer.body:
            if isinstance(node, ast.FunctionDef) and node.name == s.function.name:
                return Cause(
                    f"{node.name} is in the file twice. The one in line {node.lineno} is indented, and so a part of {outer.name}. Move "
                    f"its lines, {node.lineno} to {node.end_lineno}, {node.col_offset} spaces to the left. Delete the empty one in line "
                    f"{s.definition.lineno}. {SAVE}",
                    node.lineno,
                )
    for block in (
        node
        for node in s.own.tree.body
        if isinstance(node, ast.If | ast.Try | ast.With | ast.ClassDef)
    ):
        for node in block.body:
            if isinstance(node, ast.FunctionDef) and node.name == s.function.name:
                what = "if __name__ …" if "__name__" in short(block, 80) else "the block"
                what = f"the class {block.name}" if isinstance(block, ast.ClassDef) else what
                return Cause(
                    f"{node.name} is in the file twice. The course does not see the one in line {node.lineno}: it stands inside "
                    f"{what} in line {block.lineno}. {move.format('its lines')} in line {_stub_line(s.definition)}, {node.col_offset} "
                    f"spaces further to the left. Delete what is left of {what}. {SAVE}",
                    node.lineno,
                )
    loose = [n for n in s.own.tree.body if _is_loose(n)]
    ends = [node.lineno for node in loose if isinstance(node, ast.Return)]
    names = [n for node in loose for n in ast.walk(node) if isinstance(n, ast.Name)]
    needs = {*s.function.arguments} - {n.id for n in names if isinstance(n.ctx, ast.Store)}
    works = [n for n in loose if needs & names_in(n)]
    used = needs & {n.id for n in names}
    above = [
        n
        for n in s.own.tree.body
        if works and isinstance(n, ast.FunctionDef) and n.lineno < works[0].lineno
    ]
    # What the function above them takes may have lost its place there.
    if above and above[-1] is not s.definition and used <= {*arguments_of(above[-1])}:
        return None
    if not ends and works:
        first, last = works[0].lineno, works[-1].end_lineno or works[-1].lineno
        lines = _called([*range(first, last + 1)])
        return Cause(
            f"{lines.capitalize()} {'stand' if 's ' in lines else 'stands'} outside of every function. {move.format('the code')}, with four "
            f"spaces in front of each line. The result comes back with return. {SAVE}",
            first,
        )
    if not ends:
        return None
    first = min(n.lineno for n in loose if n.lineno > s.definition.lineno or n.lineno in ends)
    lines = _called([*range(first, ends[0] + 1)])
    return Cause(
        f"{lines.capitalize()} {'stand' if 's ' in lines else 'stands'} outside of every function. {move.format('the code')}. Four spaces "
        f"belong in front of each line. {SAVE}",
        ends[0],
    )


def written_under_another_name(s: Situation) -> Cause | None:
    """``def recognize`` beside the stub of ``recognise``."""
    if s.code is not Code.NOT_WRITTEN or s.definition is None or not _is_stub(s.definition):
        return None
    names = [n.name for n in s.own.tree.body if isinstance(n, ast.FunctionDef)]
    others = [name for name in names if name not in load_manifest().functions]
    near = difflib.get_close_matches(s.function.name, others, n=1, cutoff=0.85)
    found = s.own.definitions(near[0])[-1] if near else s.definition
    # plot_digits, which calls plot_digit, is a helper.
    if (
        near
        and len(arguments_of(found)) == len(s.function.arguments)
        and s.function.name not in names_in(found)
    ):
        line = found.lineno
        return Cause(
            f"Line {line} defines {near[0]}. The course calls {s.function.name}, letter for letter, and that one is still empty. Delete "
            f"the empty one, from line {s.definition.lineno} on, and rename yours. {SAVE}",
            line,
        )
    return None


def written_as_text(s: Situation) -> Cause | None:
    """The function stands between three quotes, as if that made a comment, beside the stub or alone."""
    stub = s.definition if s.code is Code.NOT_WRITTEN else None
    if s.code is not Code.NO_FUNCTION and (stub is None or not _is_stub(stub)):
        return None
    for node in s.own.tree.body:
        text = (
            node.value.value
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            else ""
        )
        if isinstance(text, str) and f"def {s.function.name}(" in text:
            rest = f", and the stub: lines {stub.lineno} to {_stub_line(stub)}" if stub else ""
            return Cause(
                f"{s.function.name} stands between the quotes in line {node.lineno} and line {node.end_lineno}. So it is a text, and "
                f"nothing runs. Delete these quotes{rest}. {SAVE}",
                node.lineno,
            )
    return None


def behind_a_return(s: Situation) -> Cause | None:
    """A first version with its return, and a second one below it."""
    if s.code is not Code.DEMAND or s.definition is None:
        return None
    lines = own_code(s.definition)
    for place, node in enumerate(lines[:-1]):
        if isinstance(node, ast.Return) and isinstance(lines[-1], ast.Return):
            first, last = lines[place + 1].lineno, lines[-1].end_lineno
            # One return for each line of a text: both are meant.
            if s.function.returns == "text" and place == len(lines) - 2:
                return None
            never, they = f"lines {first} to {last} never run", "Are they the right ones?"
            if first == last:
                never, they = f"line {first} never runs", "Is it the right one?"
            return Cause(
                f"The function ends with the return in line {node.lineno}, so {never}. {they} "
                "Then delete that return, and those lines above it that nothing below needs.",
                node.lineno,
            )
    return None


def twice_with_other_arguments(s: Situation) -> Cause | None:
    """Two functions of one name, told apart by their arguments, as in Java."""
    found = [one for one in s.own.definitions(s.function.name) if not _is_stub(one)]
    # With as many arguments, it is a second version of the same.
    by_itself = s.error == "TypeError" and s.said.startswith(f"{s.function.name}() ")
    calls = s.code is Code.ARGUMENTS or by_itself
    if not calls or len({len(arguments_of(one)) for one in found}) < 2:
        return None
    lines = [str(one.lineno) for one in found]
    often, others = ("twice", "both") if len(found) == 2 else (f"{len(found)} times", "all")
    return Cause(
        f"{s.function.name} is defined {often}, in lines {', '.join(lines[:-1])} and {lines[-1]}. In Python, only the last one counts, "
        f"whatever their arguments are. Make one function of {others}. An argument that may be missing gets a value in its def line: "
        "label=None. In the function, `if label is None:` says what to do without it.",
        found[-1].lineno,
    )


def not_written_or_not_saved(s: Situation) -> Cause | None:
    """The stub as it was."""
    if s.code is not Code.NOT_WRITTEN or s.definition is None or not _is_stub(s.definition):
        return None
    if _code_in_text(s.definition):
        end = s.definition.body[0].end_lineno or 0
        return Cause(
            f"Your code stands inside the text of {s.function.name}, above the quotes that close it in line {end}. Move these quotes up, "
            f"above your first line. Delete `raise NotImplementedError`, too. {SAVE}",
            end,
        )
    imports = [node for node in s.own.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    for node in imports:
        if s.function.name in [alias.asname or alias.name for alias in node.names]:
            return Cause(
                f"Line {node.lineno} imports another {s.function.name}, which does not count. Delete that line. Write {s.function.name} "
                f"yourself, in place of `raise NotImplementedError`. {SAVE}",
                node.lineno,
            )
    return Cause(
        f"Open {s.function.file} and write {s.function.name}, in place of `raise NotImplementedError`. {SAVE}"
    )


def inside_something_else(s: Situation) -> Cause | None:
    """The function is there, but inside a class, another function, or an if."""
    if s.code is not Code.NO_FUNCTION:
        return None
    for outer in s.own.nodes:
        if not isinstance(
            outer,
            ast.FunctionDef | ast.ClassDef | ast.If | ast.For | ast.While | ast.With | ast.Try,
        ):
            continue
        for node in outer.body:
            if isinstance(node, ast.FunctionDef) and node.name == s.function.name:
                return Cause(_out_of(s.function, node, outer), node.lineno)
    return None


def name_taken_again(s: Situation) -> Cause | None:
    """``load_data = load_data()`` under the function: its name now means what it gave."""
    if not (s.code is Code.NO_FUNCTION or s.was_called) or s.definition is None:
        return None
    for node in s.own.tree.body[::-1]:
        # A model can be called, too. What is handed the function may give back a better one.
        call = node.value if isinstance(node, ast.Assign) else None
        new = isinstance(call, ast.Call) and not any(
            s.function.name in names_in(part) for part in given_to(call)
        )
        later = node.lineno > s.definition.lineno and new
        if s.function.name in assigned(node) and (s.code is Code.NO_FUNCTION or later):
            lines = [n for n in _loose_lines(s, node.lineno) if n >= node.lineno]
            return Cause(
                f"Line {node.lineno} gives a value the name {s.function.name}, so the function is lost. Give the value another name. Or delete "
                f"{_called(lines)}: calls belong in the notebook.",
                node.lineno,
            )
    return None


def another_lessons_file(s: Situation) -> Cause | None:
    """The code of one lesson, saved over the file of another."""
    if s.code is not Code.NO_FUNCTION:
        return None
    known = load_manifest().functions
    there = [n.name for n in s.own.tree.body if isinstance(n, ast.FunctionDef) and n.name in known]
    if not there or _others(s) or any(known[name].slug == s.function.slug for name in there):
        return None
    return Cause(
        f"The file holds {there[0]}, which belongs in {known[there[0]].file}. Is it saved under the wrong name? In a terminal, "
        f"`course reset {s.function.lesson_number}` brings a fresh {s.function.file}, and keeps yours beside it.",
        1,
    )


def _others(s: Situation) -> list[ast.stmt]:
    """Return the functions and classes of the file that are not the course's: the function may be one of them."""
    kinds = ast.FunctionDef | ast.ClassDef
    known = load_manifest().functions
    return [n for n in s.own.tree.body if isinstance(n, kinds) and n.name not in known]


def another_name(s: Situation) -> Cause | None:
    """The function under a name that is nearly right."""
    if s.code is not Code.NO_FUNCTION or s.field("is_value", False):
        return None

    def plain(name: str) -> str:
        return name.lower().replace("_", "")

    others = {plain(name): name for name in s.field("functions", [])}
    near = difflib.get_close_matches(plain(s.function.name), others, n=1, cutoff=0.7)
    words = sorted(s.function.name.split("_"))
    turned = [name for name in others.values() if sorted(name.lower().split("_")) == words]
    first = s.function.name.partition("_")[0]
    turned += [name for name in others.values() if name in (first, f"my_{s.function.name}")]
    # What takes the same arguments, and is no function of the course, is the one.
    known = load_manifest().functions
    like = [n for n in _others(s) if isinstance(n, ast.FunctionDef)]
    turned += [
        n.name
        for n in like
        if arguments_of(n) == s.function.arguments and len(like) == 1 < len(s.function.arguments)
    ]
    # One of another lesson's, copied with its name.
    copied = [
        n.name
        for n in s.own.tree.body
        if isinstance(n, ast.FunctionDef) and n.name in known and known[n.name].file != s.own.file
        if arguments_of(n) == s.function.arguments
    ]
    turned += copied
    if not near and not turned:
        return None
    name = turned[0] if turned else others[near[0]]
    found = s.own.definitions(name)
    # What takes other arguments, or is called in another function, may be a helper.
    functions = [n for n in s.own.tree.body if isinstance(n, ast.FunctionDef) and n.name != name]
    callers = [n for function in functions for n in ast.walk(function) if short(n) == name]
    same = found and len(found[0].args.args) > 1 and found[0] in like
    helper = callers and not (same and arguments_of(found[0]) == s.function.arguments)
    if not found or helper or (name in known and name not in copied):
        return None
    if len(found[0].args.args) != len(s.function.arguments):
        return None
    return Cause(
        f"There is a function `{name}`. The course calls it by the name {s.function.name}: rename it.",
        found[0].lineno,
        also=tuple(f"line {n.lineno}" for n in callers if isinstance(n, ast.Name)),
    )


def comment_in_its_place(s: Situation) -> Cause | None:
    """``# … (the rest stays unchanged)``: an abridged answer, in which the function is a comment only."""
    name = s.function.name
    told = [n for n, line in enumerate(s.own.lines, 1) if re.match(rf"\s*#.*\b{name}\b", line)]
    if s.code is not Code.NO_FUNCTION or not told:
        return None
    if re.search(rf"^[^#]*\b{name}\b", s.own.text, re.MULTILINE) or _others(s):
        return None
    for first in told:
        if re.match(rf"\s*#\s*def {name}\(", s.own.lines[first - 1]):
            code = [
                *takewhile(lambda line: line.lstrip().startswith("#"), s.own.lines[first - 1 :])
            ]
            return Cause(
                f"{name} stands behind #, so Python takes it for remarks. Take the # away from "
                f"{_called([first, first + len(code) - 1])}. `def` begins at the left margin.",
                first,
            )
    return Cause(
        f"Line {told[0]} is a comment only: the lines of {name} are not in the file. Write the function there, beginning with "
        f"`def {s.function.signature}:`",
        told[0],
    )


def lines_without_the_function(s: Situation) -> Cause | None:
    """The function's lines as a script, and no ``def`` above them."""
    if s.code is not Code.NO_FUNCTION or s.field("is_value", False):
        return None
    kinds = ast.Assign | ast.AugAssign | ast.For | ast.If | ast.With
    loose = [
        node
        for node in s.own.tree.body
        if (isinstance(node, kinds) and not _is_constant(node))
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))
    ]
    called = {getattr(call.func, "id", "") for node in loose for call in calls_in(node)}
    # The function may be there under another name, with lines that try it, or set the seed.
    if (
        len(loose) < 2
        or _others(s)
        or s.function.name in called
        or any(map(s.own.definitions, called))
    ):
        return None
    if all("seed" in short(node) for node in loose):
        return None
    first, last = loose[0].lineno, loose[-1].end_lineno or loose[-1].lineno
    if any(isinstance(n, ast.FunctionDef) and first < n.lineno < last for n in s.own.tree.body):
        return None
    return Cause(
        f"{_called([first, last]).capitalize()} stand outside of every function. Write `def {s.function.signature}:` above them, put four "
        "spaces in front of each, and end with return and the result.",
        first,
    )


def _is_constant(node: ast.stmt) -> bool:
    """Whether a line gives a number or a text a name in capitals: such lines stand beside functions."""
    names = [short(target) for target in node.targets] if isinstance(node, ast.Assign) else []
    return bool(names) and all(name.isupper() for name in names)


def check_in_the_file(s: Situation) -> Cause | None:
    """``check(…)``, ``hint(…)`` and their imports in the file that is checked."""
    if s.code is not Code.IMPORT:
        return None
    for node in s.own.tree.body:
        call = node.value if isinstance(node, ast.Expr) else None
        name = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
        delete = f"Delete line {node.lineno} here"
        if isinstance(node, ast.ImportFrom) and node.module == "coursekit":
            name = next((alias.name for alias in node.names if alias.name in HELPERS), "")
            delete = _without(node, HELPERS)
        if name in HELPERS and covers(node, s.line):
            return Cause(
                f"{name} belongs in the notebook. {delete}. Delete every line that calls {name}(…), too.",
                node.lineno,
            )
    return None


def _without(node: ast.ImportFrom, names: Container[str]) -> str:
    """Say how an import loses names that do not belong there, and keeps the others."""
    kept = [ast.unparse(alias) for alias in node.names if alias.name not in names]
    line = f"from {node.module} import {', '.join(kept)}"
    return f"Make line {node.lineno} this: `{line}`" if kept else f"Delete line {node.lineno} here"


def notebook_line(s: Situation) -> Cause | None:
    """A line of the notebook's, with its variables, outside of every function."""
    if s.code is not Code.IMPORT or s.error != "NameError" or s.frame["function"] != "<module>":
        return None
    name = s.field("name")
    known_here = s.own.definitions(name)
    tried = name in load_manifest().functions and any(
        called_name(call) == name for line in s.nodes(ast.stmt) for call in calls_in(line)
    )
    if known_here and not tried:
        return Cause(
            f"Line {s.line} uses {name} before the file has come to it: it is defined in line {known_here[0].lineno}. "
            f"Move the function {name} above line {s.line}."
        )
    if known_here:
        return Cause(
            f"Line {s.line} uses {name} before the file has come to it: it is defined in line {known_here[0].lineno}. "
            f"Delete {_called([line for line in _loose_lines(s, s.line) if line >= s.line])}: calls belong in the notebook."
        )
    above = _function_above(s)
    if name not in notebook_names() or _loose(s) is None or name in arguments_of(above):
        return None
    lines = _called(_loose_lines(s, s.line))
    if above and name in {each for line in statements(above.body) for each in assigned(line)}:
        end = above.body[-1]
        place = f", above line {end.lineno}" if isinstance(end, ast.Return) else ""
        return Cause(
            f"{lines.capitalize()} {'stand' if 's ' in lines else 'stands'} outside of {above.name}, where {name} is not known. "
            f"What belongs to {above.name} moves into it{place}, with four spaces in front. Delete the rest: its place is the notebook."
        )
    return Cause(
        f"{name} is a variable of the notebook, and the place for such lines is the notebook. This file holds only the functions. "
        f"Delete {lines} here."
    )


def another_backend(s: Situation) -> Cause | None:
    """A line that lets Keras run with something else than TensorFlow."""
    if s.code is not Code.IMPORT or not s.said.startswith("KERAS_BACKEND is set to "):
        return None
    return Cause(
        "This line lets Keras work with another library than TensorFlow, which the course uses. Delete it."
    )


def trial_call(s: Situation) -> Cause | None:
    """A call of a course function at the left margin, which stops in a function while the file is read."""
    frames = s.field("frames", [])
    stopped = s.running.name if s.running else ""
    if s.code is Code.IMPORT and frames and frames[0]["function"] == "<module>" and stopped:
        lines = [frames[0]["line"]] if frames[0]["file"] == s.own.file else []
    elif s.code is Code.TIMEOUT and stopped and s.definition:
        # What the function itself calls, or what is called there, may be what takes so long.
        inside = [s.function.name]
        for name in inside:
            for function in s.own.definitions(name):
                inside += names_in(function) - {*inside}
        lines = [] if stopped in inside else [*range(len(s.own.lines) + 1)]
    else:
        return None
    for node in s.own.tree.body:
        if not any(covers(node, line) for line in lines) or not _is_loose(node):
            continue
        called = [getattr(call.func, "id", "") for call in calls_in(node)]
        known = [n for n in called if s.own.definitions(n)]
        known = [n for n in known if n in load_manifest().functions or n == "main"]
        if known and "__name__" not in short(node, 200):
            return Cause(
                f"Line {node.lineno} calls {known[0]} each time the file is read, before any check. Delete "
                f"{_called(_loose_lines(s, node.lineno))}: calls belong in the notebook. Then check again.",
                node.lineno,
            )
    return None


def script_at_the_top_level(s: Situation) -> Cause | None:
    """Code outside of every function, which runs whenever the file is imported, and fails or takes long."""
    if s.code is not Code.TIMEOUT:
        if s.code not in (Code.IMPORT, Code.EXIT) or s.frame["function"] != "<module>":
            return None
        # A name that is wrong is wrong everywhere; but an argument's shows that a function's line has lost its place.
        lost = s.field("name") in arguments_of(_function_above(s))
        if s.error in _OTHER_RULES and not lost and len({*_loose_lines(s, s.line)}) < 3:
            return None
    if _loose(s) is None:
        return None
    lines = _called(_loose_lines(s, s.line))
    several = " to " in lines or " and " in lines
    return Cause(
        f"{lines.capitalize()} {'stand' if several else 'stands'} outside of every function. So {'they run' if several else 'it runs'} "
        "each time the file is read, before any check. Indent what belongs to your function. Delete the rest: the notebook trains "
        "and shows."
    )


def _out_of(function: Function, node: ast.FunctionDef, outer: ast.AST) -> str:
    line, name = getattr(outer, "lineno", 0), function.name
    if isinstance(outer, ast.ClassDef):
        own = [line, *(mark.lineno for mark in node.decorator_list)]
        text = outer.body[0] if ast.get_docstring(outer) else None
        own += range(text.lineno, (text.end_lineno or text.lineno) + 1) if text else []
        *first, last = map(str, sorted(own))
        lines = f"lines {', '.join(first)} and {last}" if first else f"line {last}"
        init = next((n for n in outer.body if getattr(n, "name", "") == "__init__"), None)
        if init:
            lines += f", and __init__ in lines {init.lineno} to {init.end_lineno}"
        head = f"`def {function.signature}:`" if "self" in arguments_of(node) else "`def`"
        return (
            f"{name} stands inside the class {outer.name}. The course calls it without a class. Delete {lines}, and let "
            f"{head} begin at the left margin, its lines four spaces further right."
            f"{_others_in(outer, name)}{_without_self(outer)}"
        )
    if isinstance(outer, ast.FunctionDef):
        return (
            f"{name} stands inside the function {outer.name}, because line {node.lineno} is indented. Move it to the left "
            "margin: `def` begins in the first column, its lines four spaces further right."
        )
    alone = isinstance(outer, ast.If) and outer.body == [node] and not outer.orelse
    return (
        f"{name} stands inside the block that begins in line {line}. "
        f"{f'Delete line {line}, and move the function' if alone else f'Move the function above line {line},'} "
        "to the left margin: `def` begins in the first column, its lines four spaces further right."
    )


def _others_in(outer: ast.ClassDef, name: str) -> str:
    names = [node.name for node in outer.body if isinstance(node, ast.FunctionDef)]
    others = [other for other in names if other not in (name, "__init__")]
    if len(others) > 2:
        return " Do the same with the other functions of the class."
    return f" The same for {' and '.join(others)}." if others else ""


def _without_self(outer: ast.ClassDef) -> str:
    for node in ast.walk(outer):
        if isinstance(node, ast.Attribute) and short(node.value) in ("self", outer.name):
            return f" Write {node.attr} in place of {short(node)}."
    return ""


def _is_loose(node: ast.stmt) -> bool:
    """Whether a statement at the left margin is neither a function, a class nor an import."""
    kept = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
    return not isinstance(node, kept)


def _loose(s: Situation) -> ast.stmt | None:
    """Return the statement outside of every function at which it happened."""
    return next((n for n in s.own.tree.body if covers(n, s.line) and _is_loose(n)), None)


def _loose_lines(s: Situation, line: int) -> list[int]:
    """Return the lines of the statements outside of every function that stand together with that of a line.

    What gives a value to a name that functions read is none of them.
    """
    body, read = s.own.tree.body, set[str]()
    for node in body:
        if not _is_loose(node):
            # An argument, or a variable of its own, is not read from outside.
            parts = [*ast.walk(node)]
            own = {n.id for n in parts if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
            read |= names_in(node) - own - {n.arg for n in parts if isinstance(n, ast.arg)}
    for node in body[::-1]:
        if read & {*assigned(node)}:
            read |= names_in(node)

    for loose, nodes in groupby(
        body, lambda n: _is_loose(n) and (covers(n, line) or not read & {*assigned(n)})
    ):
        together = [*nodes]
        if loose and any(covers(one, line) for one in together):
            return [together[0].lineno, *(one.end_lineno or one.lineno for one in together)]
    return [line]


def _called(lines: list[int]) -> str:
    first, last = min(lines), max(lines)
    return (
        f"line {first}"
        if first == last
        else f"lines {first} {'and' if last == first + 1 else 'to'} {last}"
    )


def _function_above(s: Situation) -> ast.FunctionDef | None:
    """Return the function above the line: under it, its lines may have lost their indentation."""
    found = [n for n in s.own.tree.body if isinstance(n, ast.FunctionDef) and n.lineno < s.line]
    return found[-1] if found else None


def imports_itself(s: Situation) -> Cause | None:
    """``from mnist_course.load_data import load_data`` in load_data.py, or load_data from anywhere else."""
    failed = s.error in ("ImportError", "ModuleNotFoundError")
    if s.code is not Code.IMPORT or not failed or s.last.file != s.own.file:
        return None
    slug, known = s.function.slug, load_manifest().functions
    own = [name for name, function in known.items() if function.file == s.own.file]
    for node in s.nodes(ast.ImportFrom):
        itself = (node.module, node.level) in ((f"mnist_course.{slug}", 0), (slug, 1))
        names = [alias.name for alias in node.names if itself or alias.name in own]
        elsewhere = [name for name in names if not s.own.definitions(name)]
        if elsewhere:
            return Cause(
                f"{elsewhere[0]} belongs in this file, {s.own.file}: the course looks for it here. Write the function's lines into it, "
                f"with the imports that they need. {_without(node, names)}.",
                node.lineno,
            )
        if names:
            lost = [
                line
                for n, line in imports_of_the_stub(s.function).items()
                if n not in s.last.imported
            ]
            back = (
                f" In its place belongs: `{lost[0]}`."
                if lost and len(names) == len(node.names)
                else ""
            )
            return Cause(
                f"{names[0]} is a function of this file, and needs no import. {_without(node, names)}.{back}",
                node.lineno,
            )
    return None


def _is_stub_line(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Raise) or node.exc is None:
        return False
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return isinstance(raised, ast.Name) and raised.id == "NotImplementedError"


def _stub_line(function: ast.FunctionDef) -> int:
    """Return the line of the stub's ``raise``."""
    return next((node.lineno for node in own_code(function)), function.lineno)


def _code_in_text(function: ast.FunctionDef) -> bool:
    """Whether a docstring holds a line that can only be Python: "return the sum" is not, nor "n: int = 5"."""
    kinds = ast.Return | ast.Assign | ast.AugAssign | ast.For
    lines = map(str.strip, (ast.get_docstring(function) or "").splitlines())
    read = (Source("", f"{line} pass" if line.endswith(":") else line).tree.body for line in lines)
    return any(isinstance(node, kinds) for body in read for node in body)


def _is_stub(function: ast.FunctionDef) -> bool:
    return all(_is_stub_line(node) for node in own_code(function))


_OTHER_RULES = (
    *(
        "ModuleNotFoundError",
        "ImportError",
        "SyntaxError",
        "NameError",
        "AttributeError",
        "EOFError",
        "OSError",
    ),
)

RULES = (
    *(
        inside_something_else,
        raise_left_in,
        bare_raise_left_in,
        stub_below,
        empty_function,
        code_behind_the_function,
        written_elsewhere,
        behind_anothers_return,
        written_under_another_name,
        written_as_text,
        not_written_or_not_saved,
        twice_with_other_arguments,
        name_taken_again,
    ),
    *(
        another_lessons_file,
        another_name,
        comment_in_its_place,
        lines_without_the_function,
        imports_itself,
        check_in_the_file,
        notebook_line,
        behind_a_return,
        another_backend,
        trial_call,
        script_at_the_top_level,
    ),
)
