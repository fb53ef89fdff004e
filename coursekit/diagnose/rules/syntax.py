"""Why Python can't read a file: what was pasted, copied or forgotten."""

import builtins
import difflib
import html
import keyword
import re
from collections.abc import Iterator
from itertools import takewhile

from coursekit.diagnose.notebooks import HELPERS
from coursekit.diagnose.rules.arguments import KNOWN_ARGUMENTS
from coursekit.diagnose.situation import Cause, Situation, Source
from coursekit.worker.names import Code

LOOKALIKES = {
    **dict.fromkeys("“”„«»″", 'the straight quote "'),
    **dict.fromkeys("‘’‚`´′", "the straight quote '"),
    **dict.fromkeys("–—−‐‑", "the plain minus sign -"),
    **dict.fromkeys("×∗·", "the star *"),
    **dict.fromkeys("÷∕", "the slash /"),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", "a plain space"),
    **{"（": "(", "）": ")", "［": "[", "］": "]"},
    **{"，": "the comma ,", "：": "the colon :", "；": ";", "＝": "="},
    **{"≤": "<=", "≥": ">=", "≠": "!=", "→": "->", "²": "**2"},
}
"""Signs that word processors, web pages and other keyboards put in place of Python's, and what Python knows."""


def conflict_markers(s: Situation) -> Cause | None:
    """Git's marks around two versions of the same lines."""
    if s.code is not Code.SYNTAX:
        return None
    marks = [n for n, line in _code(s) if re.match(r"(<{7}|>{7})( |$)|={7}$", line)]
    if not marks:
        return None
    return Cause(
        "Git put two versions of these lines into the file: one above =======, one below. "
        "Keep the one that you want. Delete the other, and the lines with <<<<<<<, ======= and >>>>>>>.",
        marks[0],
    )


def signs_of_a_comparison(s: Situation) -> Cause | None:
    """``+    return model``: lines of a diff, as a chat or a web page shows a change."""
    if s.code is not Code.SYNTAX:
        return None
    marked = [n for n, line in _code(s) if re.match(r"[+-](?![+-])(\s|$)", line)]
    added = any(s.last.lines[n - 1].startswith("+    ") for n in marked)
    if not added or len(marked) < 2:
        return None
    # Three lines around the new ones are shown as well, with a space in front.
    around = range(marked[0] - 3, marked[-1] + 4)
    spaced = [n for n, line in _code(s) if n in around and re.match(r" (    )*\S", line)]
    first, last = min(marked + spaced), max(marked + spaced)
    if s.line not in range(first, last + 2):
        return None
    minus = any(s.last.lines[n - 1].startswith("-") for n in marked)
    sign = "first sign, + or a space," if spaced else "+"
    return Cause(
        f"Lines {first} to {last} come from a comparison of two files: - stands before old lines, + before new ones. "
        f"{'Delete the lines with -. ' if minus else ''}Take the {sign} away from the others, and nothing behind it.",
        first,
    )


def comment_goes_on(s: Situation) -> Cause | None:
    """A comment that was broken into two lines, the second without its #."""
    above = _line(s, 1).strip()
    words = re.fullmatch(r"\s*([A-Za-z]+)(?:[ ,.;:'-]+[A-Za-z0-9]+)+([.!?]?)\s*", _line(s))
    if s.code is not Code.SYNTAX or not words or not above.startswith("#"):
        return None
    # Below a comment, there may as well be code with a mistake.
    code = words[1] in _FIRST_WORDS and not words[2] and not _words_side_by_side(s)
    if code or slip_of_a_keyword(s) or _names(s).intersection(re.findall(r"\w+", words[0])):
        return None
    return Cause(
        f"Line {s.line - 1} is a comment, and line {s.line} looks like the rest of it. Each line of a comment begins with #: put one "
        f"in front of line {s.line}."
    )


def curly_brackets_for_a_block(s: Situation) -> Cause | None:
    """``def f(x): {``, as JavaScript and Java write it."""
    if s.code is not Code.SYNTAX:
        return None
    # A loop may go through a dict that is written behind its "in".
    block = r"\s*(?:def|if|elif|else|for|while)\b.*?(:?)\s*(?<!\bin)(?<!\bin )\{\s*(?:#.*)?$"
    opened = [(n, m[1]) for n, line in _code(s) if (m := re.match(block, line))]
    if not opened:
        return None
    line, colon = opened[0]
    closed = [n for n, text in _code(s) if n > line and text.strip() in ("}", "};")]
    also = f", and delete }} in line {closed[-1]}" if closed else ""
    instead = "Delete {" if colon else "Write a colon in place of {"
    return Cause(
        f"Python has no curly brackets around a block. A colon and the spaces in front of the lines make it. {instead} in line "
        f"{line}{also}.",
        line,
    )


def markdown_fence(s: Situation) -> Cause | None:
    """The marks that stand around code in a chat or a web page, and the words around them."""
    if s.code is not Code.SYNTAX:
        return None
    fences = [(n, m[1]) for n, line in _code(s) if (m := re.match(r"\s*(```|~~~)", line))]
    if not fences:
        return None
    number, mark = fences[0]
    return Cause(
        f"{mark} in line {number} comes from a chat or a web page: it marks where code begins and ends. "
        "It is not Python. Delete each such line, and all text that is not code.",
        number,
    )


def whole_notebook(s: Situation) -> Cause | None:
    """A notebook's file in place of Python code."""
    if (
        s.code not in (Code.SYNTAX, Code.IMPORT)
        or '"cells"' not in s.own.text[:3000]
        or not s.own.text.lstrip().startswith("{")
    ):
        return None
    return Cause(
        f"The file holds a whole notebook, as it is stored. In a terminal, `course reset {s.function.lesson_number}` brings a fresh "
        "file, and keeps yours beside it. Then write the function's code into it, with the imports that it needs.",
        1,
    )


def notebook_command(s: Situation) -> Cause | None:
    """A line that only a notebook, or a terminal, understands."""
    if s.code is not Code.SYNTAX:
        return None
    line = _line(s)
    found = re.match(r"\s*(%%?[A-Za-z]\w*|![ ]?[A-Za-z][\w.-]*|\?[\w.]+|[\w.]+\?\??\s*$)", line)
    # In brackets, a line that begins with % or ! goes on with the one above.
    if found and not _bracket_is_open(s):
        return Cause(
            f"Line {s.line} works in a notebook only: Python does not know `{found[1].strip()}`. "
            f"Delete the line in this file{_more_of_the_notebook(s)}."
        )
    command = r"\s*(?:\$ |\(\.?venv\) )?(pip3?|conda|python3?|pytest|git) [a-z./-]"
    if found := re.match(command, line):
        return Cause(
            f"This line is a command for the terminal: {found[1]} is no Python. Delete it in this file."
        )
    return None


def _more_of_the_notebook(s: Situation) -> str:
    """Say which lines below come from a notebook, too."""
    helper = "|".join(HELPERS)
    of_a_notebook = re.compile(
        rf"%%?[A-Za-z]\w*( |$)|![A-Za-z]|({helper})\(|from coursekit import ({helper})\b"
    )
    found = [str(n) for n, line in _code(s) if n > s.line and of_a_notebook.match(line)]
    if not found:
        return ""
    lines = f"line {found[0]}" if len(found) == 1 else f"lines {', '.join(found)}"
    return f", and {lines} with it: they come from the notebook, too"


def pasted_prompt(s: Situation) -> Cause | None:
    """The prompt of Python or IPython, copied with the code."""
    found = re.match(r"\s*(>>>|\.\.\. |\.\.\.:|In \[\d*\]:|Out\[\d*\]:)", _line(s))
    # Python reads `In [3]: x` as a name with its type, and fails when it runs.
    if s.code not in (Code.SYNTAX, Code.IMPORT, Code.EXCEPTION) or not found:
        return None
    if found[1] == "... " and not _can_be_read(_line(s)[found.end() :].strip()):
        return None
    if found[1] == "...:":
        return Cause(
            f"`In […]:` and `...:` are what IPython writes in front of lines: they are no code. Delete them in line {s.line} and in its "
            "neighbours. Then let all lines begin under the code above."
        )
    if found[1].startswith(("In", "Out")):
        return Cause(
            f"`{found[1].strip()}` is what Jupyter writes beside a cell: it is no code. Delete this line, or what stands in front "
            "of the code in it."
        )
    return Cause(
        f"Line {s.line} begins with `{found[1].strip()}`. Python writes this where it waits for a line: it is no code. "
        "Delete `>>> ` and `... ` at the beginning of this line and of those below, with the space behind."
    )


def numbers_of_lines(s: Situation) -> Cause | None:
    """The numbers that stand beside the lines of a web page or a book."""
    number = re.match(r"\s*(?:-+>\s*)?(\d+)[.:)]?\s+([A-Za-z_#@].*)", _line(s))
    below = _line(s, -1)
    # In a dict or a list, numbers may stand at the beginning of lines; and in front of sentences.
    if (
        s.code is not Code.SYNTAX
        or not number
        or _bracket_is_open(s)
        or not re.match(rf"\s*(?:-+>\s*)?{int(number[1]) + 1}\b", below)
        or (re.fullmatch(r"[A-Za-z ,]+[.:]?", number[2]) and not _can_be_read(number[2]))
    ):
        return None
    return Cause(
        f"Line {s.line} begins with the number {number[1]}, the next one with {int(number[1]) + 1}. These numbers were copied with "
        f"the code. Delete the numbers{' and the arrow' * ('->' in _line(s) + below)}. `def` begins at the left margin, and the lines below it four spaces further right."
    )


def signs_of_another_language(s: Situation) -> Cause | None:
    """``// a comment``, or three dots that join two lines."""
    line = _line(s)
    if s.code is not Code.SYNTAX:
        return None
    if s.error == "IndentationError":
        return None
    found = re.match(r"\s*(//|/\*|%(?!\w)|--)\s", line)
    # // and % may also go on with a calculation.
    if found and not _bracket_is_open(s) and not _can_be_read(f"x {line.strip()}"):
        return Cause(f"A comment begins with # in Python. Write # in place of {found[1]}.")
    bare = _without_texts(line)
    ends = r"\s*(end|End|END)[ _]?(function|sub|if|for|while|Function|Sub|If|For|While|With|IF|FOR)?\s*;?\s*$"
    if re.match(ends, line) or re.match(r"\s*(Next \w+|Wend|Loop|fi|done|esac)\s*$", line):
        return Cause(
            "Python has no word for the end of a block: the block ends where its lines stand further left. Delete this line."
        )
    before = bare.partition(";")[0]
    inside = before.count("(") + before.count("[") > before.count(")") + before.count("]")
    if ";" in bare and inside and _can_be_read(line.strip().replace(";", ",")):
        return Cause("In brackets, a comma stands between two things. Write , in place of ;.")
    if re.search(r"(^|[\s(,=\[+])\$[fF]?[\"']", line) or re.search(r"[(,=]\s*`", bare):
        sign = "$" if "$" in line else "`"
        return Cause(
            f'Python does not know {sign} at a text. A text with values in it has an f in front of its quotes: f"…{{value}}…"'
        )
    for number in (s.line, s.line - 1):
        above = s.last.lines[number - 1] if 0 < number <= len(s.last.lines) else ""
        if re.search(r"[,(+*/-]\s*_\s*$", above):
            return Cause(
                "A _ at a line's end joins no lines in Python. Delete it: inside brackets, a line goes on in the next one by itself.",
                number,
            )
    if re.search(r"\(\s*[A-Za-z][\w ]*: \{\w[^:{}]*\}", bare):
        return Cause(
            'A text stands in quotes, and one with values in it has an f in front of them: f"…{value}…"'
        )
    if re.search(r"[=(\[].*[\w)\]]\s*\.\.\.\s*$", bare):
        return Cause(
            "Three dots join no lines in Python. Delete them, and write both lines as one."
        )
    return None


def signs_of_a_web_page(s: Situation) -> Cause | None:
    """``&gt;``, as the source of a web page writes a sign."""
    found = re.search(r"&(gt|lt|amp|quot|nbsp|#39);", _line(s))
    if s.code is not Code.SYNTAX or not found:
        return None
    sign = html.unescape(found[0]).replace("\xa0", " ")
    return Cause(
        f"{found[0]} is how a web page writes the sign {sign.replace(' ', 'for a space')}. Write the sign itself in its place."
    )


def copied_dots(s: Situation) -> Cause | None:
    """An ellipsis that stands in a text for what the reader writes."""
    line = _line(s)
    if s.code is not Code.SYNTAX or "…" not in _without_texts(line):
        return None
    return Cause(
        "The sign … in this line stands for something that you write yourself. Put your value in its place; or delete it, where "
        "nothing is missing."
    )


def other_sign(s: Situation) -> Cause | None:
    """A sign that looks like one of Python's."""
    found = re.search(r"invalid (?:non-printable )?character .*\(?U\+([0-9A-F]+)\)?", s.said)
    if s.code is not Code.SYNTAX or not found:
        return None
    sign = chr(int(found[1], 16))
    if sign in LOOKALIKES and sign.isspace():
        return Cause(
            f"This line holds a space of another kind (U+{found[1]}), copied from a web page. It looks like a space, and is "
            "none. Delete the spaces in this line and in those below, and type them yourself."
        )
    before, _, behind = _line(s).partition(sign)
    dash = LOOKALIKES.get(sign, "").endswith("-")
    if dash and _can_be_read(before.strip()) and not _can_be_read(f"x - {behind.strip()}"):
        return Cause(f"What stands behind {sign} is no code. Write # in place of {sign}.")
    if sign in LOOKALIKES:
        return Cause(
            f"The sign {sign} (U+{found[1]}) came in by copying, or from another keyboard. Write {LOOKALIKES[sign]} in its "
            "place, here and in the rest of the file.",
            also=tuple(
                f"{other}, which becomes {LOOKALIKES[other]}"
                for other in dict.fromkeys(_line(s))
                if other in LOOKALIKES and other != sign and not other.isspace()
            ),
        )
    if not sign.isprintable():
        return Cause(
            f"In this line is a sign that can't be seen (U+{found[1]}): it came in by copying. Delete the line, and type it "
            "yourself."
        )
    return Cause(
        f"Python knows the sign {sign} in quotes only. Delete it, or put the text in quotes. Where the line is no code, delete the line."
    )


def open_docstring(s: Situation) -> Cause | None:
    """A text in triple quotes without an end, or without a beginning: one pair of quotes is missing."""
    lines = s.last.lines
    texts = _long_texts(lines)
    if s.code is not Code.SYNTAX or not texts or texts[-1][1]:
        return None
    # The first that goes on over a function is to blame; the texts below it are turned inside out.
    def_line = re.compile(r"def \w+\(|class \w+[(:]")
    opened = next(
        (first for first, last in texts if any(map(def_line.match, lines[first : last or None]))),
        texts[-1][0],
    )
    found = re.search(r"\"{3}|'{3}", lines[opened - 1])
    quotes, before = (found[0], lines[opened - 1][: found.start()].strip()) if found else ("", "")
    above = [line.strip() for line in lines[: opened - 1] if line.strip()]
    begins = not above or above[-1].endswith(":")
    if before:
        begins = bool(re.search(r"([=(,\[{+:]|\b(return|[rRfFbBuU]{1,2}))$", before))
    if not begins:
        return Cause(
            f"A text needs {quotes} at both ends. The {quotes} in line {opened} has no partner: write it where the text "
            "begins, or where it ends.",
            opened,
        )
    return Cause(
        f"The text that begins with {quotes} in line {opened} has no end. Write {quotes} where it ends.",
        opened,
    )


def docstring_in_a_text(s: Situation) -> Cause | None:
    """An old version between triple quotes, which has a docstring itself: there the quotes end."""
    for first, last in _long_texts(s.last.lines) if s.code is Code.SYNTAX else []:
        inside = s.last.lines[first:last]
        if last == s.line and any(line.startswith("def ") for line in inside):
            return Cause(
                f"The quotes in line {first} end at the next three quotes, which are those of the docstring in line {last}. So a text can't "
                "hide an old version that has one. Delete the old version.",
            )
    return None


def python_2(s: Situation) -> Cause | None:
    """Old Python's print."""
    if s.code is Code.SYNTAX and "Missing parentheses in call to 'print'" in s.said:
        return Cause(
            "print needs round brackets: print(…). Without them it is Python 2, which is long gone."
        )
    return None


def slip_of_a_keyword(s: Situation) -> Cause | None:
    """A misspelt word of Python's at the beginning of a line, or one of another language."""
    line = _without_texts(_line(s)).strip()
    if s.code is not Code.SYNTAX:
        return None
    for pattern, meant in _OTHER_LANGUAGES:
        if re.search(pattern, line):
            return Cause(meant)
    first = re.match(r"[A-Za-z_]+\b", line)
    if not first or keyword.iskeyword(first[0]):
        return None
    word = first[0]
    words = _FIRST_WORDS
    if re.match(r"\w+ [\w, ()]+ in ", line):
        words = ["for"]
    elif " import " in line:
        words = ["from"]
    near = difflib.get_close_matches(word.lower(), words, n=1, cutoff=0.65)
    # A name of the learner's own may look like a keyword. With the keyword, the line must be Python.
    own_name = len(re.findall(rf"\b{word}\b", s.last.text)) > 1 and word.lower() not in words
    # Behind a word that is right but for its capital, the colon may be missing, too.
    ends = ("", ":") if near == [word.lower()] else ("",)
    if not near or own_name:
        return None
    if not any(_can_be_read(near[0] + line[first.end() :] + end) for end in ends):
        return None
    return Cause(f"Python knows no word `{word}` there. Did you mean `{near[0]}`?")


def bracket_left_open(s: Situation) -> Cause | None:
    """A bracket without its partner."""
    if s.code is not Code.SYNTAX or s.said.startswith("f-string"):
        return None
    if found := re.search(r"'([(\[{])' was never closed", s.said):
        return _never_closed(s, found[1])
    if found := re.search(
        r"closing parenthesis '(.)' does not match opening parenthesis '(.)'(?: on line (\d+))?",
        s.said,
    ):
        return _closed_by_another(s, found[1], found[2], int(found[3] or s.line))
    if found := re.search(r"unmatched '(.)'", s.said):
        return Cause(
            f"The bracket {found[1]} closes nothing: none was opened for it. Delete it, or write the one that opens."
        )
    return None


def _never_closed(s: Situation, opening: str) -> Cause:
    closing = _CLOSING[opening]
    below = [
        *takewhile(
            lambda line: line.strip() and not re.match(r"\s*(return|def)\b", line),
            s.last.lines[s.line :],
        )
    ]
    short_of_one = [
        number
        for number, line in enumerate(below, s.line + 1)
        if line.count("(") > line.count(")") and line.rstrip().endswith(",")
    ]
    # What it opens may be closed further below, behind other code.
    closed = any(line.count(")") > line.count("(") and line.strip(" ,)") for line in below)
    if opening == "(" and len(short_of_one) == 1 and not closed:
        return Cause(
            f"Line {short_of_one[0]} opens a bracket ( that is not closed in it. Write ) there, before the comma at its end.",
            short_of_one[0],
        )
    hidden = _closed_in_a_remark(s, opening, closing)
    if hidden:
        return Cause(
            f"The bracket {opening} in line {s.line} is never closed. In this line, {closing} stands behind #, where Python reads nothing. "
            f"Write {closing} before the #, or in a line of its own.",
            hidden[0],
        )
    return Cause(
        f"The bracket {opening} in this line is never closed. Write {closing} where it ends."
    )


def _closed_by_another(s: Situation, closing: str, opening: str, opened: int) -> Cause:
    own = _CLOSING[opening]
    partner = next(one for one, end in _CLOSING.items() if end == closing)
    if closing != opening and _opens_more(s, opened, opening):
        return Cause(
            f"The bracket {opening} in line {opened} is not closed before {closing} comes. Write {own} at the end of that line.",
            opened,
        )
    line = _line(s)
    if opened < s.line and line.count(closing) > line.count(partner) and re.search(r"\w", line):
        return Cause(
            f"{closing} stands in this line, but no {partner} is open: the {opening} of line {opened} is. Delete {closing}, or write its "
            f"{partner} in front, or write {own} in its place."
        )
    at = f" in line {opened}" if opened < s.line else ""
    return Cause(
        f"{closing} comes before the bracket {opening}{at} is closed. What is opened last is closed first. Is {own} missing in "
        "front of it, or meant in its place?"
    )


def _opens_more(s: Situation, line: int, bracket: str) -> bool:
    """Whether one bracket of this kind, and no other, is left open at the end of a line above, which should close it."""
    text = s.last.lines[line - 1].partition("#")[0].rstrip() if line < s.line else ""
    left = {one: text.count(one) - text.count(end) for one, end in _CLOSING.items()}
    goes_on = text.endswith(("(", "[", "{", ","))
    return not goes_on and left.pop(bracket) == 1 and not any(left.values())


def _closed_in_a_remark(s: Situation, opening: str, closing: str) -> list[int]:
    """Return the lines of the open bracket in which one more is closed than opened, behind #."""
    block = takewhile(str.strip, s.last.lines[s.line - 1 :])
    found = []
    for number, line in enumerate(block, s.line):
        code, _, remark = line.partition("#")
        in_quotes = code.count('"') % 2 or code.count("'") % 2
        if not in_quotes and remark.count(closing) > remark.count(opening):
            found.append(number)
    return found


def quote_left_open(s: Situation) -> Cause | None:
    """A text in quotes that has no end in its line."""
    if s.code is not Code.SYNTAX or not re.search(r"unterminated (f-)?string", s.said):
        return None
    if open_docstring(s) or path_with_backslash(s):
        return None
    line = _line(s)
    if '""""' in line or "''''" in line:
        return Cause("Here are four quotes side by side. A long text needs three. Delete one.")
    if re.search(r"'[^'\"]*[A-Za-z]'[a-z]", line):
        return Cause(
            "The ' inside the text ends it. Put double quotes around the whole text: \"It's a 7\"."
        )
    quote = re.findall(r"[\"']", line)[-1:]
    below = _line(s, -1)
    both = f"{line.strip()} {below.strip()}"
    if quote and len(re.findall(quote[0], below)) % 2 and _can_be_read(both):
        return Cause(
            "A text between two quotes ends in the line in which it begins. Put both lines into one, and write \\n where the new "
            "line should begin."
        )
    return Cause(
        "A text begins with a quote and has no end in this line. Write the same quote where it ends."
    )


def path_with_backslash(s: Situation) -> Cause | None:
    """A Windows path in ordinary quotes."""
    if s.code is not Code.SYNTAX:
        return None
    if "unicodeescape" in s.said:
        return Cause(
            "In a text, \\ begins a special sign. In a path, write / in place of each \\. Elsewhere, write \\\\."
        )
    if "unterminated string" in s.said and re.search(r"\w\\[\"'][\s),\]]*$", _line(s)):
        return Cause(
            "A quote behind \\ does not end the text. In a path, write / in place of each \\."
        )
    return None


def space_behind_a_backslash(s: Situation) -> Cause | None:
    """A backslash that continues the line, with a space or a comment behind it."""
    found = re.search(r"\\(\s+|\s*#.*)$", _line(s))
    if "line continuation character" not in s.said or not found:
        return None
    return Cause(
        r"The \ at the end of this line continues it in the next one. It must be the very last sign, and a space or a remark stands "
        "behind it. Delete that. Inside brackets, no \\ is needed at all."
    )


def colon_forgotten(s: Situation) -> Cause | None:
    """A line that opens a block, without its colon."""
    line = _without_texts(_line(s)).strip()
    without = line.rstrip("; ")
    expected = "expected ':'" in s.said or without != line
    if s.code is not Code.SYNTAX or not expected or not _can_be_read(f"{without}:"):
        return None
    if re.match(r"\s*(and|or)\b", _line(s, -1)):
        return Cause(
            f"Line {s.line + 1} goes on with this one, and Python takes this one for complete. Put brackets around the whole "
            "condition: inside them, it may have several lines."
        )
    instead = "" if line == without else ", in place of ;"
    return Cause(
        f"A line that begins with `{line.split()[0]}` ends with a colon. Write : at its end{instead}."
    )


def one_equals_sign(s: Situation) -> Cause | None:
    """A comparison with one = in place of two, or a return that gives a name, too."""
    line = _line(s)
    if found := re.match(r"\s*return (\w+) = ", line):
        if s.code is not Code.SYNTAX or "invalid syntax" not in s.said:
            return None
        return Cause(
            f"A return can't give a name a value. Write {found[1]} = … in a line of its own, then return {found[1]}."
        )
    asks = re.match(r"\s*(if|elif|while|assert)\b", line)
    if s.code is not Code.SYNTAX or "Maybe you meant '=='" not in s.said or not asks:
        return None
    return Cause("One = gives a name a value. To ask whether two things are equal, write ==.")


def cannot_be_assigned(s: Situation) -> Cause | None:
    """Something else than a name in front of =."""
    found = re.search(
        r"cannot assign to ([\w -]+?)(?: here|$)|'([\w ]+)' is an illegal expression", s.said
    )
    line = _without_texts(_line(s))
    if s.code is not Code.SYNTAX or not found or re.match(r"\s*(for|with)\b", line):
        return None
    front = line.partition("=")[0].strip().rstrip("+-*/")
    if re.fullmatch(r"[A-Za-z_]\w*(-\w+)+", front):
        return Cause(
            f"A name can't hold a minus sign. Write _ in its place: {front.replace('-', '_')}."
        )
    what = found[1] or found[2]
    return Cause(
        f"In front of = stands {_IN_FRONT.get(what, what)}. There can only be a name, or a place such as a[0]."
    )


def slice_in_round_brackets(s: Situation) -> Cause | None:
    """``images(:5)``."""
    line = _without_texts(_line(s))
    found = re.search(r"(?<![\w.])([A-Za-z_]\w*)\(([^()\[\]{}]*:[^()\[\]{}]*)\)", line)
    if s.code is not Code.SYNTAX or not found or re.search(r"\b(lambda|def)\b", line):
        return None
    name, inside = found.groups()
    called = hasattr(builtins, name) or keyword.iskeyword(name)
    if called or re.search(rf"\bdef {name}\b|\bimport\b.*\b{name}\b", s.last.text):
        return None
    sides = [part.partition(":") for part in inside.split(",")]
    # With words at both sides, as in (cmap: colours), something else may be meant.
    if not any(
        colon and (not a.strip() or not b.strip() or a.strip().isdigit()) for a, colon, b in sides
    ):
        return None
    return Cause(f"A part of {name} is taken with square brackets: {name}[{inside}].")


def number_with_a_point(s: Situation) -> Cause | None:
    """``255.astype(…)``: Python reads the point as part of the number; and ``28x28``."""
    if s.code is not Code.SYNTAX or "invalid decimal literal" not in s.said:
        return None
    line = _without_texts(_line(s))
    if re.search(r"(?<![\w.])\d+\.[A-Za-z_]", line):
        return Cause(
            "Python reads the point behind the number as its decimal point. Put brackets around the whole calculation "
            "first: (a / b).astype(…)."
        )
    if found := re.search(r"(?<![\w.])\d[\d.]*(?:e-\d+)?[A-Za-z]\w*", line):
        return Cause(
            f"{found[0]} is neither a name nor a number. A name can't begin with a digit. Or is a sign such as * missing "
            "behind the number?"
        )
    return None


def outside_a_function(s: Situation) -> Cause | None:
    """A return at the left margin."""
    found = re.search(r"'(return|yield|await)' outside", s.said)
    if s.code is Code.SYNTAX and found:
        above = s.line
        for number in range(s.line - 1, 0, -1):
            line = s.last.lines[number - 1]
            if re.match(r"def |class |import |from |@|[^\sA-Za-z_]", line):
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
            "This line begins further left than the one above, at a column where no line above began. Let it begin "
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
    line, above = _line(s).strip(), _line(s, 1).strip()
    if line.startswith(tuple(_CLOSING.values())):
        return Cause(
            f"The bracket {line[0]} closes nothing: those above it are closed already. Delete it, or write the one that opens."
        )
    more = line.endswith(",") or line.count(")") > line.count("(")
    if more and re.match(r"\w+ ?=[^=]", line) and above.rstrip(",").endswith(")"):
        return Cause(
            f"This line goes on with the call above it, but line {s.line - 1} closes its bracket. One ) stands there too many, or a ( "
            "is missing. Let that line end with a comma."
        )
    if re.match(rf"{_BLOCK}\b", above) and not above.endswith(":") and _can_be_read(above):
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


def order_of_arguments(s: Situation) -> Cause | None:
    """A plain argument behind one with a name, or a name twice."""
    if s.code is Code.SYNTAX and re.search(r"(non-default|without a default) .*follows", s.said):
        return Cause(
            "In the brackets of def, arguments with a value, such as n=5, come last. Move the others in front of them."
        )
    if s.code is Code.SYNTAX and "positional argument follows keyword argument" in s.said:
        pair = re.search(
            r"\b(validation_data|figsize|size|shape|kernel_size|axis)=([\w.\[\]]+), ?([\w.\[\]]+) *[,)]",
            _line(s),
        )
        alike = pair and pair[2].isdigit() == pair[3].isdigit()
        if pair and alike and pair[3] not in KNOWN_ARGUMENTS:
            return Cause(
                f"{pair[1]} takes one pair, and the pair needs brackets of its own: {pair[1]}=({pair[2]}, {pair[3]})."
            )
        return Cause(
            "In a call, plain values come first, then those with a name. Move the plain value to the front, or give it its "
            "name: name=value."
        )
    if s.code is Code.SYNTAX and "keyword argument repeated" in s.said:
        name = s.said.rpartition(" ")[2]
        return Cause(f"The call gives {name} a value twice. Keep one of them.")
    return None


def comma_forgotten(s: Situation) -> Cause | None:
    """Two things side by side in brackets."""
    if s.code is not Code.SYNTAX or not s.said.startswith(
        "invalid syntax. Perhaps you forgot a comma"
    ):
        return None
    # A misspelt "for" stands between two things, too.
    if re.search(r"\w+ [\w, ()]+ in\b", _line(s)) and " for " not in _line(s):
        return None
    return Cause(
        "In these brackets, two things stand side by side with nothing between them. A comma is missing, or a sign such as "
        "* or +, or another bracket, or the quotes of a text."
    )


def prose_in_the_file(s: Situation) -> Cause | None:
    """A sentence that is no comment."""
    line = _line(s).strip()
    words = re.findall(r"[A-Za-z']+", line)
    if s.code is not Code.SYNTAX or not words or open_docstring(s) or slip_of_a_keyword(s):
        return None
    plain = re.fullmatch(r"[A-Z][A-Za-z' ,-]*[.:!]?", line) and len(words) >= 3
    if not (plain and words[0].lower() not in _FIRST_WORDS) and (
        words[0] in _FIRST_WORDS or not _words_side_by_side(s)
    ):
        return None
    return Cause(
        "This line is a sentence, not Python. Delete it, or begin it with # to make it a comment."
    )


def something_missing(s: Situation) -> Cause | None:
    """What is left: what Python says of it, and where errors of this sort come from."""
    if s.code is not Code.SYNTAX:
        return None
    if found := re.search(r"^f-string: (.+)", s.said):
        return Cause(
            "In an f-string, one value stands between { and }, without the quote that the text begins with. "
            f"Here Python says: {found[1]}."
        )
    if "Lambda expression parameters cannot be parenthesized" in s.said:
        return Cause(
            "A lambda takes plain names, without brackets around them. For a tuple, take one name and its places: lambda t: -t[2]."
        )
    if "expected 'except' or 'finally'" in s.said:
        return Cause("A try: needs an except: below it. Here neither is needed: take the try away.")
    line = _line(s).strip()
    if line.startswith(("/*", "//", "*/")):
        return Cause(
            "Other languages write comments so. In Python, a comment begins with #, in each of its lines. Write # there, or delete them."
        )
    typed = re.search(
        r"(?:^|[(,]\s*)(int|float|double|str|string|bool|var|let|const)\s+(\w+)", line
    )
    if typed and not keyword.iskeyword(typed[2]):
        return Cause(
            f"Python writes no type or word like {typed[1]} in front of a name. Leave it away: {typed[2]} alone."
        )
    above = f" or at the end of line {s.line - 1}" if s.line > 1 else ""
    return Cause(
        "Python stopped reading here. Compare this line with the notebook's examples, sign by sign. Is a bracket, comma, "
        f"quote or colon wrong or missing, here{above}?"
    )


def _line(s: Situation, above: int = 0) -> str:
    lines, line = s.last.lines, s.line - above
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _without_texts(line: str) -> str:
    """Leave out what stands in quotes, and comments."""
    return re.sub(r"#.*", "", re.sub(r"\"[^\"]*\"|'[^']*'", '""', line))


def _bracket_is_open(s: Situation) -> bool:
    """Whether the lines above leave a bracket open."""
    above = "".join(_without_texts(line) for n, line in _code(s) if n < s.line)
    return any(above.count(one) > above.count(end) for one, end in _CLOSING.items())


def _names(s: Situation) -> set[str]:
    """Return the names of the file, when Python can read it without the line at which it stopped."""
    begins = _line(s).partition(_line(s).strip())[0]
    text = [*s.last.lines[: s.line - 1], f"{begins}pass", *s.last.lines[s.line :]]
    nodes = Source("", "\n".join(text)).nodes
    return {name for n in nodes for name in (getattr(n, "id", ""), getattr(n, "arg", "")) if name}


def _words_side_by_side(s: Situation) -> bool:
    """Whether a line begins with words, and three of them stand side by side as they can't in code."""
    # The quote of "here's" is none, nor are those around the names of a text.
    line = re.sub(
        r"(?<=[a-z])'(?=(s|t|re|ve|ll|d|m)\b)", "", _line(s).replace("`", "").translate(_PLAIN)
    )
    # What begins with another language's sign for a comment is one.
    start = r"(?!\s*--)[^\w\"'(\[{#/%]*(?:\d+[.)] +)?((?:\w+[,;:]? )*\w+)\b(?!\()"
    found = re.match(start, line)
    if not found or "=" in _without_texts(line) or _bracket_is_open(s):
        return False
    words = found[1].split()
    known = {*dir(builtins), *_names(s)}
    return any(
        all(map(str.isidentifier, three[:2]))
        and not any(keyword.iskeyword(word) or keyword.iskeyword(word.lower()) for word in three)
        and sum(word not in known and not word.isdigit() for word in three) >= 2
        for three in zip(words, words[1:], words[2:], strict=False)
    )


def _long_texts(lines: list[str]) -> list[tuple[int, int]]:
    """Return the first and the last line of each text in triple quotes; the last is 0 where there is no end."""
    texts = []
    opened, quotes = 0, ""
    for number, line in enumerate(lines, 1):
        for mark in re.findall(r"\"{3}|'{3}", line if quotes else re.sub(r"#.*", "", line)):
            if not quotes:
                opened, quotes = number, mark
            elif mark == quotes:
                texts.append((opened, number))
                quotes = ""
    return [*texts, (opened, 0)] if quotes else texts


def _code(s: Situation) -> Iterator[tuple[int, str]]:
    """Go through the lines that do not begin inside a text in triple quotes, with their numbers."""
    texts = _long_texts(s.last.lines)
    inside = {number for first, last in texts for number in range(first + 1, last + 1)}
    return ((n, line) for n, line in enumerate(s.last.lines, 1) if n not in inside)


def _can_be_read(line: str) -> bool:
    """Whether a line is Python by itself; one that ends with a colon gets something inside."""
    before = {"elif": "if 1: pass\n", "else": "if 1: pass\n", "except": "try: pass\n"}
    word = re.match(r"\w*", line)
    opening = before.get(word[0], "") if word else ""
    return bool(Source("", f"{opening}{line}{' pass' if line.endswith(':') else ''}").tree.body)


_FIRST_WORDS = [
    *("def", "return", "import", "from", "for", "while", "if", "elif", "else", "class", "with"),
    *("try", "raise", "except", "assert", "pass", "break", "continue", "del"),
]

_CLOSING = {"(": ")", "[": "]", "{": "}"}

_PLAIN = str.maketrans(
    {
        sign: name.removeprefix("a plain space").split(" ")[-1] or " "
        for sign, name in LOOKALIKES.items()
    }
)

_BLOCK = "(def|class|if|elif|else|for|while|with|try)"

_OTHER_LANGUAGES = (
    (r"^(\}\s*)?(?i:else\s*if|elsif)\b", "In Python, else if is one word: elif."),
    (
        r"^(function|func|fun|define|fn)\s+\w+\s*\(|^(const|let|var)\s+\w+\s*=\s*\(?[\w, ]*\)?\s*=>",
        "A function begins with def: def name(arguments):",
    ),
    (
        r"\{.*=>|\{\s*\"\"\s*=[^=]",
        "In a dict, a colon stands between the two: {key: value}.",
    ),
    (r"[(,]\s*\w+=\(?[\w, ]*\)?\s*=>", "A small function is written with lambda: lambda x: …"),
    (r"\b(if|elif|while|assert|return)\b.*=>", "Larger or equal is written >=, with the = behind."),
    (r"=<", "Smaller or equal is written <=, with the = behind."),
    (r"<>", "Unequal is written !=."),
    (r"[^=]={3}[^=]|!==", "Equal is written ==, unequal !=."),
    (r"&&", "In Python, && is the word and."),
    (r"\|\|", "In Python, || is the word or."),
    (
        r"(?:^|[(\[,=]|\b(?:if|elif|while|and|or|not|return|assert))\s*!\s*\w",
        "In Python, ! is the word not.",
    ),
    (r"[\w)\]\"] +!(?!=)", "Unequal is written !=, without a space inside."),
    (r"^for\s*\(.*;.*\)", "Python's for goes through things: for i in range(10):"),
    (r"\w\+\+\s*;?$", "Python has no ++. Write += 1."),
    (r"\w--\s*;?$", "Python has no --. Write -= 1."),
    (
        r"^(let|const|var|int|float|auto)\s+\w+\s*=",
        "In Python, a name needs no word in front of it: name = value.",
    ),
    (r"^\w+\s*:=", "Here, one = gives a name a value: name = value."),
)

_IN_FRONT = {
    "literal": "a number or a text",
    "function call": "a call with round brackets",
    "expression": "a calculation",
    "comparison": "a comparison",
    "f-string expression": "a text",
    "conditional expression": "an if",
}
"""What Python's words for things in front of = mean."""

RULES = (
    *(
        conflict_markers,
        signs_of_a_comparison,
        markdown_fence,
        curly_brackets_for_a_block,
        whole_notebook,
        notebook_command,
        comment_goes_on,
        prose_in_the_file,
        pasted_prompt,
        numbers_of_lines,
        signs_of_a_web_page,
        signs_of_another_language,
        copied_dots,
        other_sign,
    ),
    *(
        open_docstring,
        docstring_in_a_text,
        python_2,
        outside_a_function,
        indented_wrongly,
        number_with_a_point,
        path_with_backslash,
        space_behind_a_backslash,
    ),
    *(
        slice_in_round_brackets,
        slip_of_a_keyword,
        bracket_left_open,
        quote_left_open,
    ),
    *(
        colon_forgotten,
        one_equals_sign,
        cannot_be_assigned,
        order_of_arguments,
        comma_forgotten,
        something_missing,
    ),
)
