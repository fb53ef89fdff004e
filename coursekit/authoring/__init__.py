"""What an author uses: making and checking lessons."""

import sys
from typing import Any

_loaded: dict[str, Any] = sys.modules
# nbformat imports jsonschema, and that a grammar of web addresses: it is built anew each time, in 1.5 s, and no notebook
# needs it. An entry None is a module that is not there (see `sys.modules`), which jsonschema does without.
_loaded.setdefault("rfc3987_syntax", None)
