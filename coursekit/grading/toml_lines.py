"""In which line of a TOML file something stands: Python's reader does not say."""

import re

_HEADER = re.compile(r"\s*\[{1,2}([^\[\]]+)\]{1,2}\s*(#.*)?$")


def line_of(text: str, table: str, key: str = "", number: int = 0) -> int:
    """Return the line of a key, counted from 1; of its table where the key is not found; 1 where that is not found either.

    Parameters
    ----------
    text
        The file.
    table
        Its name, "" for what stands above all tables.
    key
        "" for the table itself.
    number
        Which table of this name, from 0: an array of tables has several.
    """
    found, here, seen = 1, table == "", 0
    for line, content in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(content):
            named = header[1].replace('"', "").replace("'", "").replace(" ", "") == table.replace(
                " ", ""
            )
            here = named and seen == number
            seen += named
            found = line if here else found
        elif here and key and _begins(content, key):
            return line
        elif not here and _begins(content, table):
            # A table in one line: late = {points_per_day = 5}.
            found = line
    return found


def _begins(content: str, key: str) -> bool:
    return bool(key and re.match(rf"""\s*(["']?){re.escape(key)}\1\s*[=.]""", content))
