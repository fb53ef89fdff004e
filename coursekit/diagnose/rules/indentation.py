"""Lines that begin at the wrong column, so that Python can't read the file."""

import ast
import builtins
import re
from itertools import takewhile

from coursekit.diagnose.lines import (
    CLOSING,
    can_be_read,
    code_lines,
    indent_of,
    line_at,
    without_texts,
)
from coursekit.diagnose.rules.syntax import open_docstring
from coursekit.diagnose.situation import Cause, Situation, Source
from coursekit.diagnose.syntax_tree import calls_in, covers, span_of
from coursekit.manifest import Function, load_manifest
from coursekit.worker.names import Code


def outside_a_function(s: Situation) -> Cause | None:
    """A return at the left margin."""
    if s.code is not Code.SYNTAX:
        return None
    if found := re.search(r"'(return|yield|await)' outside function", s.said):
        return _at_the_margin(s, found[1])
    if "'await' outside async" in s.said:
        return Cause(
            "await stands only in functions that begin with async def. There is nothing to wait for here. Delete the word await."
        )
    if re.search(r"'(break|continue)'.*(loop|properly)", s.said):
        return Cause(
            "break and continue stand inside a loop only. Indent the line under the for, or take it away."
        )
    return None


def _at_the_margin(s: Situation, word: str) -> Cause:
    """Say which lines around a return stand at the left margin, and where they belong."""
    run: list[ast.stmt] = []
    owner, called = "", False
    for node in s.last.tree.body[bool(ast.get_docstring(s.last.tree)) :]:
        defined = isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom)
        test = not covers(node, s.line) and owner and any(calls_in(node, owner))
        # The lines directly below it were pasted with it.
        gap = node.lineno > (span_of(run[-1])[2] if run else s.line) + 1
        if node.lineno > s.line and (defined or test or gap):
            break
        if isinstance(node, ast.FunctionDef):
            owner, called = node.name, False
        called = called or bool(test)
        run = [] if defined or test else [*run, node]
    first, last = (run[0].lineno, span_of(run[-1])[2]) if run else (s.line, s.line)
    is_open, lines = _function_is_open(s, first), s.last.lines[first - 1 : s.line]
    if (called and not is_open) or any(line.startswith("if __name__") for line in lines):
        return Cause(
            "This return stands outside of every function: there is nothing to give a value back to. Delete the line."
        )
    which, them = f"This {word} stands", "the line"
    if first < last:
        which, them = f"Lines {first} to {last} stand", "them"
    if run and (lost := _without_def(s, first)):
        says = f"The def line of {lost.name} is lost. Write `def {lost.signature}:` above line {first}, at the left margin. Then indent {them}."
    elif called:
        says = (
            f"Move {them} up, to the end of the function: four spaces further right than its def."
        )
    else:
        says = f"What belongs to a function begins four spaces further right than its def. Indent {them}."
    return Cause(f"{which} outside of every function. {says}", first)


def indented_wrongly(s: Situation) -> Cause | None:
    """Lines that begin at another column than the block that they belong to."""
    if s.error == "TabError" or (s.error == "IndentationError" and _tabs_and_spaces(s)):
        return _tabs_among_spaces(s)
    if s.error != "IndentationError":
        return None
    # Text whose quotes are lost is no code, wherever it begins.
    if (text := open_docstring(s)) and text.line <= s.line:
        return None
    if found := re.search(r"expected an indented block after .+ on line (\d+)", s.said):
        begins = s.last.lines[int(found[1]) - 1]
        twice = re.match(r"def (\w+)", begins)
        if twice and s.line > int(found[1]) and re.match(rf"{twice[0]}\b", line_at(s)):
            return Cause(
                f"`{twice[0]}` stands twice, in line {found[1]} and in line {s.line}. Delete one of the two."
            )
        # The brackets behind a def may go on over several lines.
        ends = without_texts(begins).rstrip().endswith(":")
        which = f"Line {found[1]}" if ends else f"What begins in line {found[1]}"
        return Cause(
            f"{which} ends with a colon, but no indented line follows. What belongs to it begins four spaces further "
            "right. When nothing does, write pass there."
        )
    if "unindent does not match" in s.said:
        return Cause(
            _left_of_its_function(s)
            or _behind_a_loop(s)
            or "This line begins further left than the one above, at a column where no line above began. Let it begin "
            "exactly under the line that it belongs to."
        )
    if last := _indented_as_a_whole(s):
        which = f"Lines {s.line} to {last} all stand" if last > s.line else f"Line {s.line} stands"
        return Cause(
            f"{which} too far to the right. Mark {'them' if last > s.line else 'it'} and press Shift+Tab, until `def` "
            "begins in the first column."
        )
    return _further_right(s)


def _code_above(s: Situation, line: int) -> list[tuple[int, str]]:
    """Return the lines of code above a line, with their numbers."""
    above = ((n, text) for n, text in code_lines(s) if n < line)
    return [(n, text) for n, text in above if text.strip() and text.lstrip()[0] != "#"]


def _tabs_and_spaces(s: Situation) -> bool:
    """Whether a line begins with tabs, and lines of the same function above it with spaces; or the other way round."""
    tabs = set()
    for line in (line_at(s), *(text for _, text in reversed(_code_above(s, s.line)))):
        if line.startswith("def "):
            break
        indent = line[: len(line) - len(line.lstrip())]
        tabs |= {"\t" in indent} if indent else set()
    return len(tabs) > 1 and line_at(s)[:1].isspace()


def _tabs_among_spaces(s: Situation) -> Cause:
    """Say which lines begin with tabs; how many spaces belong there is known at the beginning of a block only."""
    tabs = [n for n, line in enumerate(s.last.lines, 1) if re.match(r"\s*\t", line)]
    where = f"lines {min(tabs)} to {max(tabs)}" if len(tabs) > 1 else f"line {min(tabs)}"
    gaps = len(tabs) <= max(tabs) - min(tabs)
    above = _code_above(s, min(tabs))
    spaces = "as many as the lines of the same block have"
    if above and above[-1][1].rstrip().endswith(":"):
        number = indent_of(above[-1][1]) + 4
        spaces = (
            f"{number} in line {min(tabs)}, and four more in each block that a later colon begins"
        )
    return Cause(
        f"Tabs stand in front of {'some of ' if gaps else ''}{where}, spaces in front of the other lines. They look alike, and "
        f"are not. Replace the tabs with spaces: {spaces}.",
        min(tabs),
    )


def _further_right(s: Situation) -> Cause:
    """Say why a line begins further right than the one above it."""
    line, above = line_at(s).strip(), line_at(s, 1).strip()
    indented = any(text[0].isspace() for _, text in _code_above(s, s.line)[-1:])
    if not indented and (lost := _without_def(s, s.line)):
        return Cause(
            f"Line {s.line} is the beginning of {lost.name}, but its def line is lost. Write `def {lost.signature}:` above it, at the left "
            "margin."
        )
    if line.startswith(tuple(CLOSING.values())):
        return Cause(
            f"The bracket {line[0]} closes nothing: those above it are closed already. Delete it, or write the one that opens."
        )
    # With a bracket that is open at its end, it is a call of its own.
    closed = line.count(")") - line.count("(")
    more = closed > 0 or (line.endswith(",") and not closed)
    if more and re.match(r"\w+ ?=[^=]", line) and above.rstrip(",").endswith(")"):
        return Cause(
            f"This line goes on with the call above it, but line {s.line - 1} closes its bracket. One ) stands there too many, or a ( "
            "is missing. Let that line end with a comma."
        )
    if re.match(rf"{_BLOCK}\b", above) and not above.endswith(":") and can_be_read(above):
        return Cause(
            f"Line {s.line - 1} has code behind its colon, and so its block ends there. Move that code into a line of its own, "
            "indented like this one."
        )
    slashes = re.match(r"(//|/\*+)\s*\w+ \w", line)
    if slashes and not can_be_read(f"x {line}"):
        return Cause(f"A comment begins with # in Python. Write # in place of {slashes[1]}.")
    texts = re.match(r"[fr]?[\"']", line) and above.endswith(('"', "'"))
    comma = above.endswith(",") and not above.startswith("#")
    if re.match(r"[*/%@<>=.]|[+-] |and |or ", line) or texts or comma:
        return Cause(
            f"This line goes on with the one above it, and Python takes line {s.line - 1} for complete. Write both in one line, or put "
            "brackets around all of it: inside them, it may have several lines."
        )
    if _is_a_head(s, above):
        return Cause(
            f"Line {s.line - 1} begins with #: Python does not read it, and this line was indented for it. Take the # away. "
            "Or bring this line to the left, if it should do without."
        )
    return _behind_the_margin(s) or Cause(
        "This line begins further right than the code above it, which does not end with a colon. Let both begin at the "
        "same column."
    )


def _is_a_head(s: Situation, line: str) -> bool:
    """Whether a comment is the first line of a block. Prose can't be read as code, or its words stand nowhere in the code."""
    head = Source("", line.lstrip("# ") + " pass")
    used = {n.id for n in head.nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    code = " ".join(without_texts(text) for _, text in code_lines(s))
    known = used <= {*dir(builtins), *re.findall(r"\w+", code)}
    return line.startswith("#") and line.endswith(":") and bool(head.tree.body) and known


def _behind_the_margin(s: Situation) -> Cause | None:
    """Say which lines above slipped to the left margin; or that there are none, and the file begins with spaces."""
    above, own = _code_above(s, s.line), indent_of(line_at(s))
    if not above and own:
        others = (text for text in s.last.lines if text.strip())
        every = all(indent_of(text) >= own for text in others)
        where = "every line" if every else "this line"
        return Cause(f"The file begins with spaces. Delete {_spaces(own)} in front of {where}.")
    heads = [n for n, text in above if text.startswith("def ")]
    # What closes a bracket belongs to the line that opens it, which may be the def.
    slipped = [(n, t) for n, t in above if heads and n > heads[-1] and not re.match(r"[\s)\]}]", t)]
    outside = any(re.match(r"(class|import|from|if __name__)\b|@", text) for _, text in slipped)
    if not slipped or above[-1][1][0].isspace() or outside or not _function_is_open(s, s.line):
        return None
    first, last = slipped[0][0], above[-1][0]
    if first == last:
        says = f"Line {first} begins at the left margin, and so it ends the function. Indent it like line {s.line}."
    else:
        says = (
            f"Lines {first} to {last} are not indented, and so they end the function. Move them to the right, until line {first} begins "
            f"at the same column as line {s.line}."
        )
    return Cause(says, first)


def _function_is_open(s: Situation, line: int) -> bool:
    """Whether the last function above a line gives nothing back: then the line may belong to it."""
    above = s.last.lines[: line - 1]
    heads = [n for n, text in enumerate(above) if text.startswith("def ")]
    body = above[heads[-1] :] if heads else []
    return bool(body) and not any(re.match(r"\s+(return|raise)\b", text) for text in body)


def _without_def(s: Situation, first: int) -> Function | None:
    """Return the one function of the file that has no `def`, if its lines can begin here."""
    known, lines = load_manifest().functions, s.last.lines
    defined = {*re.findall(r"\bdef (\w+)", s.last.text)}
    lost = [f for f in known.values() if f.file == s.last.file and f.name not in defined]
    block = takewhile(lambda line: not re.match(r"(def|class)\b|@", line), lines[first - 1 :])
    ends = any(re.match(r"\s*(return|raise)\b", line) for line in block)
    # Under another name, the function is there, and so it is when these lines belong to the one above.
    known_here = not ends or defined - {*known} or _function_is_open(s, first)
    return None if len(lost) != 1 or known_here else lost[0]


def _left_of_its_function(s: Situation) -> str:
    """Say how far lines must move that begin left of their function's first; empty where Python could not read it then."""
    lines, here, own = s.last.lines, s.line - 1, indent_of(line_at(s))
    heads = [n for n, line in enumerate(lines[:here]) if line.startswith("def ")]
    code = [n for n in range(here) if lines[n].strip() and lines[n].lstrip()[0] != "#"]
    first = next((n for n in code if heads and n > heads[-1]), here)
    wanted = indent_of(lines[first])
    # With four spaces, it is the first line that stands wrongly. Behind a return, another function may begin.
    ends = re.match(r"\s*return\b", lines[code[-1]]) or re.match(r"\s*(def|class|@)", lines[here])
    if own >= wanted or own == 4 or ends:
        return ""
    stop = next(
        (n for n in range(here, len(lines)) if lines[n] and indent_of(lines[n]) < own), len(lines)
    )
    near = next((n for n in range(here, stop) if indent_of(lines[n]) >= wanted), stop)
    while lines[here - 1].strip().startswith("#") and indent_of(lines[here - 1]) == own:
        here -= 1
    for end in (stop, near):
        moved = [" " * (wanted - own) + line for line in lines[here:end]]
        if Source("", "\n".join([*lines[:here], *moved, *lines[end:stop]])).tree.body:
            last = max(n for n in range(here, end) if lines[n].strip()) + 1
            where = f"lines {here + 1} to {last}" if last > here + 1 else f"line {last}"
            return (
                f"Line {s.line} begins with {_spaces(own)}, line {first + 1}, the first of this function, with {wanted}. Lines of the same block "
                f"begin at the same column. Put {_spaces(wanted - own, 'more ')} in front of {where}."
            )
    return ""


def _behind_a_loop(s: Situation) -> str:
    """Say where a return belongs that begins between the columns of a loop and of the lines inside it."""
    lines, own = s.last.lines[: s.line - 1], indent_of(line_at(s))
    above = [n for n, line in enumerate(lines, 1) if line.strip() and indent_of(line) < own]
    # In a block of its own, the loop might have the return behind it there, or behind that block.
    if not above or not re.match(r"    (for|while)\b", lines[above[-1] - 1]):
        return ""
    if not re.match(r"\s*return\b", line_at(s)):
        return ""
    return (
        f"This line begins at a column where no line above began. A return behind a loop belongs to the function. Let it begin exactly under the "
        f"`{lines[above[-1] - 1].split()[0]}` of line {above[-1]}, with 4 spaces in front."
    )


def _spaces(number: int, word: str = "") -> str:
    return f"{number} {word}space{'s' if number > 1 else ''}"


def _indented_as_a_whole(s: Situation) -> int:
    """Return the last line of a function that stands too far right, where its `def` could stand in the first column; else 0."""
    lines = s.last.lines[s.line - 1 :]
    if not lines or not lines[0].lstrip().startswith("def "):
        return 0
    indent = lines[0].partition("def ")[0]
    block = list(takewhile(lambda line: not line.strip() or line.startswith(indent), lines))
    while not block[-1].strip():
        block.pop()
    text = "\n".join(line.removeprefix(indent) for line in block)
    above = [line for line in s.last.lines[: s.line - 1] if line.strip()]
    if not Source(s.last.file, text).tree.body or (above and above[-1].startswith((" ", "\t"))):
        return 0
    # The lines below may stand where they should, four spaces from the margin.
    alone = len(indent) < 4 and any(re.match(r" {4}\S", line) for line in block)
    return s.line if alone else s.line - 1 + len(block)


_BLOCK = "(def|class|if|elif|else|for|while|with|try)"


RULES = (
    outside_a_function,
    indented_wrongly,
)
