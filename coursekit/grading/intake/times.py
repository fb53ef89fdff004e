"""Times as people and platforms write them."""

import re
from datetime import datetime

_FORMS = (
    # Moodle, in English: "Tuesday, 10 November 2026, 2:25 PM" and, with 24 hours, "…, 14:25".
    "%d %B %Y, %I:%M %p",
    "%d %B %Y, %H:%M",
)


def time_from(text: str) -> datetime | None:
    """Return the time that a text names, with a zone; None when it names none.

    A platform's time without a zone is that of its server, and is taken for this computer's.
    """
    text = re.sub(r"^[A-Z][a-z]+day, ", "", " ".join(text.split()))
    plain = re.sub(r"(:\d\d(?:\.\d+)?) ?(?:Z|UTC)$", r"\1+00:00", text)
    plain = re.sub(r"(:\d\d(?:\.\d+)?) ?([+-]\d\d):?(\d\d)$", r"\1\2:\3", plain)
    time = None
    try:
        time = datetime.fromisoformat(plain)
    except ValueError:
        for form in _FORMS:
            try:
                time = datetime.strptime(text, form)
                break
            except ValueError:
                continue
    return time.astimezone() if time and time.tzinfo is None else time


def has_zone(text: str) -> bool:
    """Whether a time says in which zone it is."""
    return bool(re.search(r"(Z|UTC|[+-]\d\d:?\d\d)$", text.strip()))
