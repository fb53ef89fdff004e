"""How long a worker may take. A limit catches what never ends; slowness has room."""

CALL_LIMIT = 20.0
"""Seconds for a call that computes next to nothing. A loop that never ends takes longer."""

TRAINING_LIMIT = 900.0
"""Seconds for a call that trains a network."""

START_LIMIT = 600.0
"""Seconds for starting Python and importing libraries: a cold disk and a virus scanner are slow, not wrong."""
