"""A file's top level, statement by statement. It is cut up by its tokens, and never parsed or run.

Python's parser can be taken down by a file that is made for it; the tokenizer can't.
"""

import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

_QUIET = {
    *(tokenize.NL, tokenize.COMMENT, tokenize.NEWLINE, tokenize.INDENT),
    *(tokenize.DEDENT, tokenize.ENDMARKER, tokenize.ENCODING),
}
_EMPTY: tuple[list[str], ...] = (["raise", "NotImplementedError"], ["pass"], ["..."], [])


@dataclass(frozen=True)
class Statement:
    """A statement at the left margin.

    Attributes
    ----------
    kind
        "import", "def" or "other".
    names
        What it binds: the function's name, or those that an import brings; none for others.
    text
        Its lines.
    tokens
        Its words and signs, without comments.
    """

    kind: str
    names: tuple[str, ...]
    text: str
    tokens: tuple[str, ...]

    @property
    def is_written(self) -> bool:
        """Whether a function does anything: its body is more than a docstring and raise NotImplementedError."""
        body = list(_body(self.tokens))
        if body and body[0][:1] in "\"'rRuU" and body[0][-1:] in "\"'":
            body = body[1:]
        if body[:2] == ["raise", "NotImplementedError"]:
            body = body[:2]
        return body not in _EMPTY


def statements(source: str) -> list[Statement]:
    """Return the statements at the left margin, in order.

    Raises
    ------
    ValueError
        When the text is no Python: a bracket or a quotation mark is left open, say.
    """
    lines = source.splitlines(keepends=True)
    starts: list[int] = []
    tokens: list[list[str]] = []
    level, fresh, decorated = 0, True, False
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.INDENT:
                level += 1
            elif token.type == tokenize.DEDENT:
                level -= 1
            elif token.type == tokenize.NEWLINE:
                fresh = True
            elif token.type not in _QUIET:
                if fresh and not level and not decorated:
                    starts.append(token.start[0])
                    tokens.append([])
                if fresh and not level:
                    decorated = token.string == "@"
                fresh = False
                tokens[-1].append(token.string)
    except (tokenize.TokenError, SyntaxError, IndexError) as error:
        raise ValueError(str(error)) from error
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    return [
        _statement("".join(lines[start - 1 : end]).rstrip() + "\n", tuple(words))
        for start, end, words in zip(starts, ends, tokens, strict=True)
    ]


def _statement(text: str, tokens: tuple[str, ...]) -> Statement:
    if tokens[0] in ("import", "from"):
        return Statement("import", tuple(_imported(tokens)), text, tokens)
    if "def" in tokens and (tokens[0] in ("def", "@") or tokens[:2] == ("async", "def")):
        return Statement("def", (tokens[tokens.index("def") + 1],), text, tokens)
    return Statement("other", (), text, tokens)


def _imported(tokens: tuple[str, ...]) -> Iterator[str]:
    words = tokens[tokens.index("import") + 1 :] if "import" in tokens else ()
    part: list[str] = []
    for word in (*words, ","):
        if word == "," and part:
            yield part[part.index("as") + 1] if "as" in part[:-1] else part[0]
            part = []
        elif word not in "(),":
            part.append(word)


def _body(tokens: tuple[str, ...]) -> Iterator[str]:
    """Yield what follows the colon of a function's first line."""
    depth, inside = 0, False
    for word in tokens[tokens.index("def") :]:
        if inside:
            yield word
        elif word in "([{":
            depth += 1
        elif word in ")]}":
            depth -= 1
        elif word == ":" and not depth:
            inside = True
