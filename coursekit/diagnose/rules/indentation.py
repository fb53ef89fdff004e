"""Lines that begin at the wrong column, so that Python can't read the file."""

import re
from itertools import takewhile

from coursekit.diagnose.lines import CLOSING, can_be_read, indent_of, line_at
from coursekit.diagnose.situation import Cause, Situation, Source
from coursekit.manifest import Function, load_manifest
from coursekit.worker.names import Code


def outside_a_function(s: Situation) -> Cause | None:
    """A return at the left margin."""
    found = re.search(r"'(return|yield|await)' outside", s.said)
    if s.code is Code.SYNTAX and found:
        above = s.line
        for number in range(s.line - 1, 0, -1):
            line = s.last.lines[number - 1]
            if re.match(r"def |class |import |from |@|[^\sA-Za-z_#]", line):
                break
            # What is indented belongs to what stands above it at the margin, be it a loop or a def.
            above = number if re.match(r"[A-Za-z_]", line) else above
        if any(line.startswith("if __name__") for line in s.last.lines[above - 1 : s.line]):
            return Cause(
                "This return stands outside of every function: there is nothing to give a value back to. Delete the line."
            )
        last = s.line
        for number, line in enumerate(s.last.lines[s.line :], s.line + 1):
            # The lines directly below it were pasted with it.
            if re.match(r"def |class |import |from |@|[^\sA-Za-z_]|\s*$", line):
                break
            last = number
        which = f"Lines {above} to {last} stand" if above < last else f"This {found[1]} stands"
        return Cause(
            f"{which} outside of every function. What belongs to a function begins four spaces further right than its def. "
            f"Indent {'them' if above < last else 'the line'}.",
            above,
        )
    if s.code is Code.SYNTAX and re.search(r"'(break|continue)'.*(loop|properly)", s.said):
        return Cause(
            "break and continue stand inside a loop only. Indent the line under the for, or take it away."
        )
    return None


def indented_wrongly(s: Situation) -> Cause | None:
    """Lines that begin at another column than the block that they belong to."""
    if s.error == "TabError":
        return _tabs_among_spaces(s)
    if s.error != "IndentationError":
        return None
    if found := re.search(r"expected an indented block after .+ on line (\d+)", s.said):
        return Cause(
            f"Line {found[1]} ends with a colon, but no indented line follows. What belongs to it begins four spaces further "
            "right. When nothing does, write pass there."
        )
    if "unindent does not match" in s.said:
        return Cause(
            _left_of_its_function(s)
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


def _tabs_among_spaces(s: Situation) -> Cause | None:
    """Say which lines begin with tabs; how many spaces belong there is known at the beginning of a block only."""
    tabs = [n for n, line in enumerate(s.last.lines, 1) if re.match(r"\s*\t", line)]
    if not tabs:
        return None
    where = f"lines {min(tabs)} to {max(tabs)}" if len(tabs) > 1 else f"line {min(tabs)}"
    gaps = len(tabs) <= max(tabs) - min(tabs)
    above = next((line for line in reversed(s.last.lines[: min(tabs) - 1]) if line.strip()), "")
    spaces = "as many as the lines of the same block have"
    if above.rstrip().endswith(":"):
        number = len(above) - len(above.lstrip(" ")) + 4
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
    if lost := _without_def(s):
        return Cause(
            f"Line {s.line} is the beginning of {lost.name}, but its def line is lost. Write `def {lost.signature}:` above it, at the left "
            "margin."
        )
    if line.startswith(tuple(CLOSING.values())):
        return Cause(
            f"The bracket {line[0]} closes nothing: those above it are closed already. Delete it, or write the one that opens."
        )
    more = line.endswith(",") or line.count(")") > line.count("(")
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
    texts = re.match(r"[fr]?[\"']", line) and above.endswith(('"', "'"))
    comma = above.endswith(",") and not above.startswith("#")
    if re.match(r"[*/%@<>=.]|[+-] |and |or ", line) or texts or comma:
        return Cause(
            f"This line goes on with the one above it, and Python takes line {s.line - 1} for complete. Write both in one line, or put "
            "brackets around all of it: inside them, it may have several lines."
        )
    # Prose in a comment can't be read as code.
    head = Source("", above.lstrip("# ") + " pass") if above.startswith("#") else None
    if head and above.endswith(":") and head.tree.body:
        return Cause(
            f"Line {s.line - 1} begins with #: Python does not read it, and this line was indented for it. Take the # away. "
            "Or bring this line to the left, if it should do without."
        )
    return Cause(
        "This line begins further right than the code above it, which does not end with a colon. Let both begin at the "
        "same column."
    )


def _without_def(s: Situation) -> Function | None:
    """Return the one function of the file that has no `def`, if its lines can begin here."""
    known, lines = load_manifest().functions, s.last.lines
    defined = {*re.findall(r"\bdef (\w+)", s.last.text)}
    lost = [f for f in known.values() if f.file == s.last.file and f.name not in defined]
    above = [line for line in lines[: s.line - 1] if line.strip() and not line.startswith("#")]
    block = takewhile(lambda line: line[:1].isspace() or not line, lines[s.line - 1 :])
    ends = any(re.match(r"\s+(return|raise)\b", line) for line in block)
    # Under another name, the function is there, and so it is when what stands above belongs to it.
    inside = bool(above) and above[-1][0].isspace()
    return None if len(lost) != 1 or not ends or inside or defined - {*known} else lost[0]


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
