"""From what happened to what to say: `message_of` makes the sentences for a problem."""

from coursekit.diagnose.sentences import message_of

__all__ = ["message_of"]
