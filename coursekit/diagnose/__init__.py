"""From what happened to what to say: `diagnosis` finds the cause, `sentences` tells it.

Nothing is imported here: the rules take 80 ms, and checks that pass do without them.
"""
