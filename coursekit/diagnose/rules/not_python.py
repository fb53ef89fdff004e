"""What is no Python: it came with the code from a web page, a chat, a notebook, another language or another keyboard."""

import html
import re
from itertools import accumulate

from coursekit.diagnose.lines import (
    FIRST_WORDS,
    LOOKALIKES,
    PLAIN,
    bracket_is_open,
    can_be_read,
    code_lines,
    leaves_open,
    line_at,
    names_of_the_rest,
    without_texts,
    words_side_by_side,
)
from coursekit.diagnose.notebooks import HELPERS
from coursekit.diagnose.rules.syntax import open_docstring, slip_of_a_keyword
from coursekit.diagnose.situation import Cause, Situation
from coursekit.worker.names import Code


def conflict_markers(s: Situation) -> Cause | None:
    """Git's marks around two versions of the same lines."""
    if s.code is not Code.SYNTAX:
        return None
    marks = [n for n, line in code_lines(s) if re.match(r"(<{7}|>{7})( |$)|={7}$", line)]
    # A row of = alone underlines a heading.
    if not any(s.last.lines[n - 1][0] in "<>" for n in marks):
        return None
    return Cause(
        "Git put two versions of these lines into the file: one above =======, one below. "
        "Keep the one that you want. Delete the other, and the lines with <<<<<<<, ======= and >>>>>>>.",
        marks[0],
    )


def copied_from_a_chat(s: Situation) -> Cause | None:
    """``[11.03., 14:32] Leon: ink = …``: a line with what a chat puts in front of it."""
    if s.code is not Code.SYNTAX:
        return None
    stamp = r"\s*(\[?(?:\d{1,4}[./-][\d./-]+,? )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[AP]M)?\]?(?: -)? [^\W\d][\w .]{0,30}:)\s"
    found = [(n, at[1]) for n, line in code_lines(s) if (at := re.match(stamp, line))]
    if not found:
        return None
    return Cause(
        f"This line was copied from a chat, together with {found[0][1]} That is no Python. Delete it, and keep what stands behind it.",
        found[0][0],
        also=tuple(f"line {n}" for n, _ in found[1:]),
    )


def copied_from_a_reply(s: Situation) -> Cause | None:
    """``    > return labels``: lines that a mail or a forum shows as quoted."""
    if s.code is not Code.SYNTAX:
        return None
    quoted = [n for n, line in code_lines(s) if re.match(r"\s*>(?!>>)(\s|$)", line)]
    if not quoted:
        return None
    more = len(quoted) > 1
    return Cause(
        f"The sign > at the beginning of a line marks a quotation, in mails and forums. It is no Python. Delete it in "
        f"{f'lines {quoted[0]} to {quoted[-1]}' if more else 'this line'}, and mind the indentation.",
        quoted[0],
    )


def signs_of_a_comparison(s: Situation) -> Cause | None:
    """``+    return model``: lines of a diff, as a chat or a web page shows a change."""
    if s.code is not Code.SYNTAX:
        return None
    marked = [n for n, line in code_lines(s) if re.match(r"[+-](?![+-])(\s|$)", line)]
    added = any(s.last.lines[n - 1].startswith("+    ") for n in marked)
    if not added or len(marked) < 2:
        return None
    # Lines around the new ones are shown as well, with a space in front.
    begin = marked[0]
    while begin > 1 and re.match(r" (    )*\S|\s*$", s.last.lines[begin - 2]):
        begin -= 1
    around = range(begin, marked[-1] + 4)
    spaced = [n for n, line in code_lines(s) if n in around and re.match(r" (    )*\S", line)]
    heads = [n for n, line in code_lines(s) if re.match(r"diff |index |--- |\+\+\+ |@@ ", line)]
    first, last = min(heads + marked + spaced), max(marked + spaced)
    if s.line not in range(first, last + 2):
        return None
    minus = any(s.last.lines[n - 1].startswith("-") for n in heads + marked)
    old = f"{'diff, index, @@, +++ or ' if heads else ''}-"
    sign = "first sign, + or a space," if spaced else "+"
    return Cause(
        f"Lines {first} to {last} come from a comparison of two files: - stands before old lines, + before new ones. "
        f"{f'Delete the lines with {old}. ' if minus else ''}Take the {sign} away from the others, and nothing behind it.",
        first,
    )


def comment_goes_on(s: Situation) -> Cause | None:
    """A comment that was broken into two lines, the second without its #."""
    above = line_at(s, 1).strip()
    words = re.fullmatch(r"\s*([A-Za-z]+)(?:[ ,.;:'-]+[A-Za-z0-9]+)+([.!?]?)\s*", line_at(s))
    if s.code is not Code.SYNTAX or not words or not above.startswith("#"):
        return None
    # Below a comment, there may as well be code with a mistake.
    code = words[1] in FIRST_WORDS and not words[2] and not words_side_by_side(s)
    if (
        code
        or "Missing parentheses" in s.said
        or re.match(r"\s*(hold|grid|axis|box) (on|off)\b", words[0])
        or slip_of_a_keyword(s)
        or names_of_the_rest(s).intersection(re.findall(r"\w+", words[0]))
    ):
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
    block = r"\s*(?:def|if|elif|else|for|while)\b.*?(:?)\s*(?<!\bin)(?<!\bin )(?<![=(,])(?<![=(,] )(?<!return )\{\s*(?:#.*)?$"
    opened = [(n, m[1]) for n, line in code_lines(s) if (m := re.match(block, line))]
    if not opened:
        return None
    line, colon = opened[0]
    below = [(n, without_texts(text)) for n, text in code_lines(s) if n >= line]
    depths = accumulate(text.count("{") - text.count("}") for _, text in below)
    closed = next((n for (n, _), depth in zip(below, depths, strict=True) if not depth), 0)
    also = f", and delete }} in line {closed}" if closed else ""
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
    fences = [(n, m[1]) for n, line in code_lines(s) if (m := re.match(r"\s*(```|~~~)", line))]
    if not fences or open_docstring(s):
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
    line = line_at(s)
    found = re.match(r"\s*(%%?[A-Za-z]\w*|![ ]?[A-Za-z][\w.-]*|\?[\w.]+|[\w.]+\?\??\s*$)", line)
    # A line that begins with % or ! may go on with the one above.
    goes_on = bracket_is_open(s)
    if found and found[1].startswith("%"):
        of_the_file = rf"\b{found[1].lstrip('%')} *="
        goes_on |= s.error == "IndentationError" or bool(re.search(of_the_file, s.last.text))
    if found and not goes_on:
        timed = found[1].startswith("%time") and line[found.end() :].strip()
        return Cause(
            f"Line {s.line} works in a notebook only: Python does not know `{found[1].strip()}`. "
            f"Delete {'it, and keep what stands behind it' if timed else 'the line in this file'}{_more_of_the_notebook(s)}."
        )
    command = r"\s*(?:\$ |\(\.?venv\) )?(pip3?|conda|python3?|pytest|git) [a-z./-]"
    if found := re.match(command, line):
        return Cause(
            f"This line is a command for the terminal: {found[1]} is no Python. Delete it in this file."
        )
    return None


def copied_from_the_terminal(s: Situation) -> Cause | None:
    """A terminal's prompt with its folder, or what Keras and Python print there."""
    prompt = r"(PS )?[A-Za-z]:\\[^>]*>|\[?[\w.-]+@[\w.-]+[: ]?[~/]\S*[$%#] |Epoch \d+/\d+|\d+/\d+ (.*[━=]{3}|- \d+m?s\b)|Traceback \(most recent"
    printed = re.compile(rf"\s*(\([\w.-]+\) )?({prompt})")
    if s.code is not Code.SYNTAX or not printed.match(line_at(s)):
        return None
    # Python stops at the first line that it can't split into words, and those above came along.
    first = s.line
    while first > 1 and printed.match(s.last.lines[first - 2]):
        first -= 1
    return Cause(
        f"Line {first} was copied from a terminal: it is no Python. Delete it, and all lines below it that came along. A note for "
        "yourself begins with # in each line.",
        first,
    )


def _more_of_the_notebook(s: Situation) -> str:
    """Say which lines below come from a notebook, too."""
    helper = f"({'|'.join(HELPERS)})"
    of_a_notebook = re.compile(
        rf"%%?[A-Za-z]\w*( |$)|![A-Za-z]|{helper}\(|from coursekit import {helper}(, {helper})*\s*$"
    )
    found = [str(n) for n, line in code_lines(s) if n > s.line and of_a_notebook.match(line)]
    if not found:
        return ""
    lines = f"line {found[0]}" if len(found) == 1 else f"lines {', '.join(found)}"
    return f", and {lines} with it: they come from the notebook, too"


def pasted_prompt(s: Situation) -> Cause | None:
    """The prompt of Python or IPython, copied with the code."""
    found = re.match(r"\s*(>>>|\.\.\. |\.\.\.:|In \[\d*\]:|Out\[\d*\]:)", line_at(s))
    # Python reads `In [3]: x` as a name with its type, and fails when it runs.
    if s.code not in (Code.SYNTAX, Code.IMPORT, Code.EXCEPTION) or not found:
        return None
    if found[1] == "... " and not can_be_read(line_at(s)[found.end() :].strip()):
        return None
    if found[1] == "...:":
        return Cause(
            f"`In […]:` and `...:` are what IPython writes in front of lines: they are no code. Delete them in line {s.line} and in its "
            "neighbours. Then let all lines begin under the code above."
        )
    if found[1].startswith(("In", "Out")):
        to_delete = "it in front of the code" if line_at(s)[found.end() :].strip() else "this line"
        return Cause(
            f"`{found[1].strip()}` is what Jupyter writes beside a cell: it is no code. Delete {to_delete}."
        )
    return Cause(
        f"Line {s.line} begins with `{found[1].strip()}`. Python writes this where it waits for a line: it is no code. "
        "Delete `>>> ` and `... ` at the beginning of this line and of those below, with the space behind."
    )


def numbers_of_lines(s: Situation) -> Cause | None:
    """The numbers that stand beside the lines of a web page or a book."""
    numbered = re.compile(r"\s*(?:-+>\s*)?(\d+)([.:)]?)\s+([A-Za-z_#@\"'].*)")
    number = numbered.match(line_at(s))
    below = line_at(s, -1)
    found = [numbered.match(line) for line in s.last.lines]
    # In a dict or a list, numbers may stand at the beginning of lines; and in front of notes.
    with_dots = [m[3].strip() for m in found if m and m[2]]
    code = [text for text in with_dots if text.startswith("#") or can_be_read(text)]
    if (
        s.code is not Code.SYNTAX
        or not number
        or bracket_is_open(s)
        or not re.match(rf"\s*(?:-+>\s*)?{int(number[1]) + 1}\b", below)
        or (with_dots and len(code) * 2 <= len(with_dots))
        or (re.fullmatch(r"[A-Za-z ,]+[.:]?", number[3]) and not can_be_read(number[3]))
    ):
        return None
    return Cause(
        f"Line {s.line} begins with the number {number[1]}, the next one with {int(number[1]) + 1}. These numbers were copied with "
        f"the code. Delete the numbers{' and the arrow' * ('->' in line_at(s) + below)}. `def` begins at the left margin, and the lines below it four spaces further right."
    )


def signs_of_another_language(s: Situation) -> Cause | None:
    """``// a comment``, ``End If``, or ``;`` between two arguments."""
    line = line_at(s)
    if s.code is not Code.SYNTAX or s.error == "IndentationError":
        return None
    found = re.match(r"\s*(//|/\*+|%(?! ?\()|--)(?:\s|$)", line)
    # // and % may also go on with a calculation.
    goes_on = bracket_is_open(s) or line_at(s, 1).endswith("\\")
    if found and not goes_on and not can_be_read(f"x {line.strip()}"):
        below = enumerate(s.last.lines[s.line - 1 :], s.line)
        end = next((n for n, text in below if "*/" in text), 0) if "*" in found[1] else 0
        if end > s.line:
            return Cause(
                f"In Python, a comment begins with #, in each of its lines. Put # in front of each line from {s.line} to {end}. Delete "
                f"{found[1]} and */."
            )
        also = ", and delete */" if end else ""
        return Cause(f"A comment begins with # in Python. Write # in place of {found[1]}{also}.")
    bare = without_texts(line)
    if sign := _begins_a_remark(bare):
        return Cause(f"A comment begins with # in Python. Write # in place of {sign}.")
    ends = r"\s*((?i:end (function|sub|if|for|while|with))|Next \w+)\s*;?\s*$"
    if re.match(ends, line):
        return Cause(
            "Python has no word for the end of a block: the block ends where its lines stand further left. Delete this line.",
            also=tuple(
                f"line {n}" for n, text in code_lines(s) if n > s.line and re.match(ends, text)
            ),
        )
    before = bare.partition(";")[0]
    inside = before.count("(") + before.count("[") > before.count(")") + before.count("]")
    if ";" in bare and inside and can_be_read(line.strip().replace(";", ",")):
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
    return None


def sign_that_goes_on(s: Situation) -> Cause | None:
    """``if a > 0 and &``, as Fortran goes on in the next line, and ``_``, as Visual Basic does."""
    for line in (s.line, s.line - 1) if s.code is Code.SYNTAX else ():
        bare = "".join(s.last.lines[line - 1 : line]).rstrip()
        below = "".join(s.last.lines[line : line + 1]).strip()
        begins, sign = bare[:-2].rstrip(), bare[-2:].strip()
        open_end = re.search(r"(\b(and|or|not)|[-+*/=,(<>])$", begins)
        if sign in ("&", "_") and (open_end or re.match(r"[-+*/=<>]|and |or ", below)):
            return Cause(
                f"{sign} joins no lines in Python. Put brackets ( ) around what spans several lines, and delete {sign}.",
                line,
            )
    return None


def dots_that_join_lines(s: Situation) -> Cause | None:
    """``f(x, ...`` and the rest in the next line, as MATLAB goes on."""
    dots = re.compile(r"[=(\[].*[\w)\],+*/@-]\s*\.\.\.\s*(%.*)?$|\w\(\s*\.\.\.\s*$")
    found = [n for n, line in code_lines(s) if dots.search(without_texts(line))]
    if s.code is not Code.SYNTAX or not {s.line, s.line - 1}.intersection(found):
        return None
    line = s.line if s.line in found else s.line - 1
    bare = without_texts(s.last.lines[line - 1])
    # image[np.newaxis, ...: as NumPy writes all other directions, and the bracket's end is forgotten.
    if re.search(r"\w\[[^][()]*,\s*\.\.\.\s*$", bare) and can_be_read(
        "".join(s.last.lines[line : line + 1]).strip()
    ):
        return None
    both = f"{bare.strip().rpartition('...')[0]} {without_texts(''.join(s.last.lines[line : line + 1]))}"
    if bracket_is_open(s) or leaves_open(bare):
        says = "Inside brackets, a line goes on in the next one by itself. Delete the three dots."
    elif can_be_read(both):
        says = "Three dots join no lines in Python. Delete them, and write both lines as one."
    else:
        says = "Python needs no dots at a line's end. Delete them."
    return Cause(says, line, also=tuple(f"line {n}" for n in found if n > line))


def _begins_a_remark(line: str) -> str:
    """Return the sign behind which a line goes on with words: another language's comment. Empty where it is none."""
    # Who computes writes one space in front of the sign.
    found = re.search(r"(?<=\S)\s{2,}(//|%|--)\s+[a-z]+ [a-z]|(?<=;)\s*(//|%)\s*\w", line)
    before = can_be_read(line[: found.start()].strip()) if found else False
    return found[1] or found[2] if found and before else ""


def signs_of_a_web_page(s: Situation) -> Cause | None:
    """``&gt;``, as the source of a web page writes a sign."""
    found = re.search(r"&(gt|lt|amp|quot|nbsp|#39);", line_at(s))
    if s.code is not Code.SYNTAX or not found:
        return None
    sign = html.unescape(found[0]).replace("\xa0", " ")
    return Cause(
        f"{found[0]} is how a web page writes the sign {sign.replace(' ', 'for a space')}. Write the sign itself in its place."
    )


def copied_dots(s: Situation) -> Cause | None:
    """An ellipsis that stands in a text for what the reader writes."""
    line = line_at(s)
    if s.code is not Code.SYNTAX or "…" not in without_texts(line) or open_docstring(s):
        return None
    below = s.last.lines[s.line : s.line + 1]
    begins = line.strip().partition("(")[0]
    if line.count("…") > 1 and below and below[0].strip().startswith(f"{begins}("):
        return Cause(
            "This line shows how the call is written, with … for what belongs there. You have written it out below. Delete this line."
        )
    return Cause(
        "The sign … in this line stands for something that you write yourself. Put your value in its place, as the "
        "notebook shows it. Or delete it, where nothing is missing."
    )


def other_sign(s: Situation) -> Cause | None:
    """A sign that looks like one of Python's."""
    found = re.search(r"invalid (?:non-printable )?character .*\(?U\+([0-9A-F]+)\)?", s.said)
    if s.code is not Code.SYNTAX or not found or open_docstring(s):
        return None
    sign = chr(int(found[1], 16))
    if sign in LOOKALIKES and sign.isspace():
        return Cause(
            f"This line holds a space of another kind (U+{found[1]}), copied from a web page. It looks like a space, and is "
            "none. Delete the spaces in this line and in those below, and type them yourself."
        )
    before, _, behind = line_at(s).partition(sign)
    behind = behind.translate(PLAIN).strip()
    dash = LOOKALIKES.get(sign, "").endswith("-") and not leaves_open(without_texts(behind))
    if dash and can_be_read(before.strip()) and not can_be_read(f"x - {behind}"):
        return Cause(f"What stands behind {sign} is no code. Write # in place of {sign}.")
    # An arrow elsewhere belongs to a note.
    if sign in LOOKALIKES and (sign != "→" or before.startswith("def ")):
        product = " For the matrix product, write @: * multiplies place by place."
        names = sign in "·×" and re.match("[A-Za-z]", behind)
        return Cause(
            f"The sign {sign} (U+{found[1]}) came in by copying, or from another keyboard. Write {LOOKALIKES[sign]} in its "
            f"place, here and in the rest of the file.{product if names else ''}",
            also=tuple(
                f"{other}, which becomes {LOOKALIKES[other]}"
                for other in dict.fromkeys(without_texts(line_at(s)))
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


def prose_in_the_file(s: Situation) -> Cause | None:
    """A sentence that is no comment."""
    line = line_at(s).strip()
    words = re.findall(r"[A-Za-z']+", line)
    if s.code is not Code.SYNTAX or not words or open_docstring(s) or slip_of_a_keyword(s):
        return None
    # A loop without its for is none.
    if line.endswith(":") and can_be_read(f"for {line}"):
        return None
    if re.match(r"[A-Z][a-z]+ \w+ *=.*= *[a-z]+ [a-z]+ [a-z]+\b", line):
        return Cause(
            "This line is a sentence of mathematics, not Python. Begin it with # to make it a comment, or delete it."
        )
    plain = re.fullmatch(r"[A-Z][A-Za-z' ,-]*[.:!]?", line) and len(words) >= 3
    if not (plain and words[0].lower() not in FIRST_WORDS) and (
        words[0] in FIRST_WORDS or not words_side_by_side(s)
    ):
        return None
    end = s.line
    while end < len(s.last.lines) and _is_a_sentence(s.last.lines[end]):
        end += 1
    if end > s.line:
        return Cause(
            f"Lines {s.line} to {end} are sentences, not Python. Delete them, or begin each with # to make it a comment."
        )
    return Cause(
        "This line is a sentence, not Python. Delete it, or begin it with # to make it a comment."
    )


def _is_a_sentence(line: str) -> bool:
    """Whether a line is made of four words or more, as no line of Python is."""
    words = without_texts(line).split()
    plain = [word for word in words if re.fullmatch(r"[A-Za-z']+[,.:!?]?", word)]
    return len(plain) >= 4 and len(plain) > len(words) / 2 and not can_be_read(line.strip())


RULES = (
    copied_from_a_chat,
    copied_from_a_reply,
    conflict_markers,
    signs_of_a_comparison,
    markdown_fence,
    curly_brackets_for_a_block,
    whole_notebook,
    notebook_command,
    copied_from_the_terminal,
    comment_goes_on,
    prose_in_the_file,
    pasted_prompt,
    numbers_of_lines,
    signs_of_a_web_page,
    signs_of_another_language,
    dots_that_join_lines,
    sign_that_goes_on,
    copied_dots,
    other_sign,
)
