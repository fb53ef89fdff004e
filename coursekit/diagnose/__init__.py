"""From what happened to what to say: `diagnose` finds the cause, `message_of` makes the sentences."""

from coursekit.diagnose.diagnosis import Diagnosis, diagnose, is_certain
from coursekit.diagnose.sentences import message_of

__all__ = ["Diagnosis", "diagnose", "is_certain", "message_of"]
