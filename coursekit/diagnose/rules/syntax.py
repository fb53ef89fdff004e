"""Why Python can't read a line of code: what was forgotten in it, or written wrongly."""

import builtins
import difflib
import keyword
import re
from itertools import takewhile

from coursekit.diagnose.lines import (
    CLOSING,
    FIRST_WORDS,
    can_be_read,
    code_lines,
    indent_of,
    line_at,
    long_texts,
    without_texts,
)
from coursekit.diagnose.rules.arguments import KNOWN_ARGUMENTS
from coursekit.diagnose.situation import Cause, Situation, Source
from coursekit.worker.names import Code


def cut_off(s: Situation) -> Cause | None:
    """A file that ends in the middle of its last line, before the function's return."""
    lines = s.last.lines
    opened = re.search(r"unterminated f?-?string|never closed", s.said)
    if s.code is not Code.SYNTAX or not opened:
        return None
    # Brackets of a text that has no end are words, or the marks of an f-string.
    rest = "\n".join(lines[s.line - 1 :])
    if "never" not in opened[0]:
        rest = re.sub(r"[\"'][^\"']*$", "", without_texts(rest))
    # One sign alone may have been forgotten. Behind a bracket or a quote at the end, so may two.
    missing = sum(rest.count(one) - rest.count(end) for one, end in CLOSING.items())
    # A comma waits for more.
    missing += "never" in opened[0] and rest.rstrip().endswith(",")
    if missing + ("never" not in opened[0]) < 2 or re.search(r"[)\]\"']\s*$", s.last.text):
        return None
    heads = [n for n, line in enumerate(lines[: s.line]) if line.startswith("def ")]
    of_the_function = lines[heads[-1] :] if heads else lines
    # With a return, it may be the function's end. A line below that does not go on with this one is another slip.
    if any(re.match(r"\s*(return|def|@)", line) for line in of_the_function[1:]):
        return None
    if any(indent_of(line) <= indent_of(line_at(s)) for line in lines[s.line :]):
        return None
    return Cause(
        f"The file ends in the middle of line {len(lines)}. Was it cut off when it was saved or copied? Write the rest there, or copy "
        "it once more.",
        len(lines),
    )


def open_docstring(s: Situation) -> Cause | None:
    """A text in triple quotes without an end, or without a beginning: one pair of quotes is missing."""
    lines = s.last.lines
    texts = long_texts(lines)
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
    if not begins and (head := _lost_beginning(s, opened)):
        which = f"Lines {head} to {opened} are" if head < opened else f"Line {head} is"
        return Cause(
            f"{which} a docstring whose first {quotes} is lost: Python takes the text for code. Write {quotes} in a line of "
            f"its own above line {head}, with four spaces in front. Or delete the text, with the {quotes} in line {opened}.",
            head,
        )
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


def _lost_beginning(s: Situation, closed: int) -> int:
    """Return the first line of a docstring that ends in the line `closed`, and has no quotes where it begins; else 0."""
    lines = s.last.lines
    heads = [n for n, line in enumerate(lines[: closed - 1], 1) if line.startswith("def ")]
    if not heads or not heads[-1] < s.line <= closed:
        return 0
    block = takewhile(lambda line: line[:1].isspace() or not line, lines[heads[-1] :])
    repaired = "\n".join([lines[heads[-1] - 1], '    """', *block])
    # Code with a slip in it might be turned into text, too: three plain words, or a line under some, are prose.
    texts = (without_texts(line) for line in lines[heads[-1] : closed])
    found = (re.findall(r"(?<![\w.])[A-Za-z]+ [a-z]+ [a-z]+\b|^ +---+$", text) for text in texts)
    prose = [words for each in found for words in each if not {*words.split()} & {*keyword.kwlist}]
    return heads[-1] + 1 if prose and Source("", repaired).tree.body else 0


def docstring_in_a_text(s: Situation) -> Cause | None:
    """An old version between triple quotes, which has a docstring itself: there the quotes end."""
    for first, last in long_texts(s.last.lines) if s.code is Code.SYNTAX else []:
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
    line = without_texts(line_at(s)).strip()
    if s.code is not Code.SYNTAX:
        return None
    for pattern, meant in _OTHER_LANGUAGES:
        if re.search(pattern, line):
            return Cause(meant)
    first = re.match(r"[A-Za-z_]+\b", line)
    if not first or keyword.iskeyword(first[0]):
        return None
    word = first[0]
    words = FIRST_WORDS
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
    if not any(can_be_read(near[0] + line[first.end() :] + end) for end in ends):
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
    closing = CLOSING[opening]
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
    own = CLOSING[opening]
    partner = next(one for one, end in CLOSING.items() if end == closing)
    if closing != opening and _opens_more(s, opened, opening):
        return Cause(
            f"The bracket {opening} in line {opened} is not closed before {closing} comes. Write {own} at the end of that line.",
            opened,
        )
    line = line_at(s)
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
    left = {one: text.count(one) - text.count(end) for one, end in CLOSING.items()}
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
    line = line_at(s)
    if '""""' in line or "''''" in line:
        return Cause("Here are four quotes side by side. A long text needs three. Delete one.")
    if re.search(r"'[^'\"]*[A-Za-z]'[a-z]", line):
        return Cause(
            "The ' inside the text ends it. Put double quotes around the whole text: \"It's a 7\"."
        )
    turned = re.search(r"(?:^|[=(,*@+-])\s*([A-Za-z_]\w*)'\s*(?:[*@+-]|$)", line)
    if turned and line.count("'") == 1:
        return Cause(
            f"In Python, ' begins a text. To lay a matrix on its side, write {turned[1]}.T; a matrix product has the sign @."
        )
    quote = re.findall(r"[\"']", line)[-1:]
    below = line_at(s, -1)
    both = f"{line.strip()} {below.strip()}"
    if quote and len(re.findall(quote[0], below)) % 2 and can_be_read(both):
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
    path = re.compile(r"(?<![rR])[\"'][A-Za-z]:\\")
    others = tuple(f"line {n}" for n, line in code_lines(s) if n != s.line and path.search(line))
    if "unicodeescape" in s.said:
        if lines := _behind_all_functions(s):
            return Cause(
                f"{lines} outside of every function. The place for such lines is the notebook: delete them here. In the notebook, write "
                "/ in place of each \\ in a path."
            )
        return Cause(
            "In a text, \\ begins a special sign. In a path, write / in place of each \\. Elsewhere, write \\\\.",
            also=others,
        )
    if "unterminated string" in s.said and re.search(r"\w\\[\"'][\s),\]]*$", line_at(s)):
        return Cause(
            "A quote behind \\ does not end the text. In a path, write / in place of each \\.",
            also=others,
        )
    return None


def _behind_all_functions(s: Situation) -> str:
    """Say which lines at the left margin stand behind the last function, where this is one of several; else empty."""
    lines = s.last.lines
    heads = [n for n, line in enumerate(lines, 1) if re.match(r"(def|class)\b", line)]
    inside = [n for n, line in enumerate(lines, 1) if line[:1].isspace() and line.strip()]
    loose = [n for n, line in enumerate(lines, 1) if inside and n > inside[-1] and line.strip()]
    # Lines that lost their place in the function have its return among them.
    lost = any(re.match(r"return\b|[)\]}]", lines[n - 1]) for n in loose)
    if not heads or heads[-1] > s.line or s.line not in loose or lost or len(loose) < 2:
        return ""
    return f"Lines {loose[0]} to {loose[-1]} stand"


def space_behind_a_backslash(s: Situation) -> Cause | None:
    """A backslash that continues the line, with a space or a comment behind it."""
    found = re.search(r"\\(\s+|\s*#.*)$", line_at(s))
    if "line continuation character" not in s.said or not found:
        return None
    return Cause(
        r"The \ at the end of this line continues it in the next one. It must be the very last sign, and a space or a remark stands "
        "behind it. Delete that. Inside brackets, no \\ is needed at all."
    )


def colon_forgotten(s: Situation) -> Cause | None:
    """A line that opens a block, without its colon."""
    line = without_texts(line_at(s)).strip()
    without = line.rstrip("; ")
    expected = "expected ':'" in s.said or without != line
    if s.code is not Code.SYNTAX or not expected or not can_be_read(f"{without}:"):
        return None
    if re.match(r"\s*(and|or)\b", line_at(s, -1)):
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
    line = line_at(s)
    if found := re.match(r"\s*return (\w+) = ", line):
        if s.code is not Code.SYNTAX or "invalid syntax" not in s.said:
            return None
        return Cause(
            f"A return can't give a name a value. Write {found[1]} = … in a line of its own, then return {found[1]}."
        )
    asks = re.match(r"\s*(if|elif|while|assert)\b", line)
    if s.code is not Code.SYNTAX or "Maybe you meant '=='" not in s.said or not asks:
        return None
    name = re.match(r"\s*(?:if|elif|while)\s+(\w+)\s*=", line)
    whole = rf"[(,]\s*{name[1]}\s*[,)]" if name else "$^"
    also = ""
    if name and re.search(whole, s.function.signature):
        also = f" If {name[1]} is an array, an if can't ask it as a whole. Take .any() or .all(), or leave the if away."
    return Cause(
        f"One = gives a name a value. To ask whether two things are equal, write ==.{also}"
    )


def cannot_be_assigned(s: Situation) -> Cause | None:
    """Something else than a name in front of =."""
    found = re.search(
        r"cannot assign to ([\w -]+?)(?: here|$)|'([\w ]+)' is an illegal expression", s.said
    )
    line = without_texts(line_at(s))
    if s.code is not Code.SYNTAX or not found or re.match(r"\s*(for|with)\b", line):
        return None
    front = line.partition("=")[0].strip().rstrip("+-*/")
    if re.fullmatch(r"[A-Za-z_]\w*(-\w+)+", front):
        return Cause(
            f"A name can't hold a minus sign. Write _ in its place: {front.replace('-', '_')}."
        )
    what = found[1] or found[2]
    call = re.fullmatch(r"([A-Za-z_]\w*)\((.+)\)", front)
    if call and re.fullmatch(r"(end|len\(\w+\)|length\(\w+\)) ?\+ ?1", call[2]):
        return Cause(f"A list grows with append. Write: {call[1]}.append(…)")
    if call and re.search(rf"^\s*{call[1]}\s*=", s.last.text, re.M):
        return Cause(f"A place in {call[1]} is named in square brackets: {call[1]}[{call[2]}] = …")
    return Cause(
        f"In front of = stands {_IN_FRONT.get(what, what)}. There can only be a name, or a place such as a[0]."
    )


def slice_in_round_brackets(s: Situation) -> Cause | None:
    """``images(:5)``."""
    line = without_texts(line_at(s))
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
    line = without_texts(line_at(s))
    if re.search(r"(?<![\w.])\d+\.[A-Za-z_]", line):
        return Cause(
            "Python reads the point behind the number as its decimal point. Put brackets around the whole calculation "
            "first: (a / b).astype(…)."
        )
    if found := re.search(r"(?<![\w.])(\d+\.\d*|\d+)[fFlLuU]\b", line):
        return Cause(f"Python's numbers have no letter at their end. Write: {found[1]}")
    if found := re.search(r"(?<![\w.])\d[\d.]*(?:e-\d+)?[A-Za-z]\w*", line):
        return Cause(
            f"{found[0]} is neither a name nor a number. A name can't begin with a digit. Or is a sign such as * missing "
            "behind the number?"
        )
    return None


def order_of_arguments(s: Situation) -> Cause | None:
    """A plain argument behind one with a name, or a name twice."""
    if s.code is Code.SYNTAX and re.search(r"(non-default|without a default) .*follows", s.said):
        return Cause(
            "In the brackets of def, arguments with a value, such as n=5, come last. Move the others in front of them."
        )
    if s.code is Code.SYNTAX and "positional argument follows keyword argument" in s.said:
        call = "".join(s.last.lines[max(s.line - 8, 0) : s.line])
        if comma := re.search(r"=\s*(\d+),(\d+)\s*[,)]", without_texts(call)):
            return Cause(
                f"Python writes decimal numbers with a point. {comma[1]},{comma[2]} are two numbers: write {comma[1]}.{comma[2]}."
            )
        pair = re.search(
            r"\b(validation_data|figsize|size|shape|kernel_size|axis)=([\w.\[\]]+), ?([\w.\[\]]+) *[,)]",
            line_at(s),
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
    if re.search(r"\w+ [\w, ()]+ in\b", line_at(s)) and " for " not in line_at(s):
        return None
    return Cause(
        "In these brackets, two things stand side by side with nothing between them. A comma is missing, or a sign such as "
        "* or +, or another bracket, or the quotes of a text."
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
    line = line_at(s).strip()
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


_OTHER_LANGUAGES = (
    (r"^(\}\s*)?(?i:else\s*if|elsif)\b", "In Python, else if is one word: elif."),
    (
        r"^(function|func|fun|define|fn)\s+(\[?[\w, ]*\]?\s*=\s*)?\w+\s*\(|^(const|let|var)\s+\w+\s*=\s*\(?[\w, ]*\)?\s*=>",
        "A function begins with def: def name(arguments):",
    ),
    (
        r"\{.*=>|\{\s*\"\"\s*=[^=]",
        "In a dict, a colon stands between the two: {key: value}.",
    ),
    (r"[(,]\s*\w+=\(?[\w, ]*\)?\s*=>", "A small function is written with lambda: lambda x: …"),
    (r"\b(if|elif|while|assert|return)\b.*=>", "Larger or equal is written >=, with the = behind."),
    (r"\bnew\s+\w+[.(]", "Python has no word new: a call alone makes a thing. Delete new."),
    (r"^do\s*:?\s*\{?$", "Python has no do. A loop that asks first is written: while condition:"),
    (
        r"^(?!.*\blambda\b).*=.*\s\?\s.*\s?:\s",
        "Python has no ? with :. Write: name = a if condition else b",
    ),
    (
        r"^(?!(?:async )?def\b)(?!.*\blambda\b).*[\w)\]]\s*->\s*\w",
        "Where -> leads into a thing in other languages, Python writes a dot: model.fit.",
    ),
    (
        r"[(,]\s*&\s*[A-Za-z_]",
        "Python has no & for the place of a name. What a call gives is taken on the left of =: a, b = call(…).",
    ),
    (r"^\w+\{.*end\s*\+\s*1\s*\}\s*=", "A list grows with append: things.append(…)."),
    (r"=<", "Smaller or equal is written <=, with the = behind."),
    (r"<>|[\w)\]]\s*~=", "Unequal is written !=."),
    (
        r"(?:[A-Za-z_]\w*|[)\]])\s*\.(?:\*\*|[*/^])\s*[\w(\[]",
        "In Python, * and / compute place by place already. Write them without the dot, and ** for a power.",
    ),
    (
        r"(?:^|[=(,+*/-]|\breturn)\s*\((?:int|float|double|char|long|unsigned|bool|str)\)\s*[\w(]",
        "A type in brackets in front of a value converts nothing in Python. A number is converted with float(…) or int(…), an array with "
        ".astype(…).",
    ),
    (r"[^=]={3}[^=]|!==", "Equal is written ==, unequal !=."),
    (r"&&", "In Python, && is the word and."),
    (r"\|\|", "In Python, || is the word or."),
    (
        r"(?:^|[(\[,=]|\b(?:if|elif|while|and|or|not|return|assert))\s*!\s*[\w(]",
        "In Python, ! is the word not.",
    ),
    (r"[\w)\]\"] +!(?!=)", "Unequal is written !=, without a space inside."),
    (r"^for\s*\(.*;.*\)", "Python's for goes through things: for i in range(10):"),
    (r"[\w)\]]\+\+\s*;?$", "Python has no ++. Write += 1."),
    (r"[\w)\]]--\s*;?$", "Python has no --. Write -= 1."),
    (
        r"^(int|float|double|char|long)\s+\w+\s*\[",
        "Python has no such line. An array is made with a call: name = np.zeros((2, 3)) has 2 rows and 3 columns.",
    ),
    (
        r"^(let|const|var|int|float|double|char|long|auto)\s+\w+\s*=",
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
    cut_off,
    open_docstring,
    docstring_in_a_text,
    python_2,
    number_with_a_point,
    path_with_backslash,
    space_behind_a_backslash,
    slice_in_round_brackets,
    slip_of_a_keyword,
    bracket_left_open,
    quote_left_open,
    colon_forgotten,
    one_equals_sign,
    cannot_be_assigned,
    order_of_arguments,
    comma_forgotten,
    something_missing,
)
