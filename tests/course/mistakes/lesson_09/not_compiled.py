"""Forgot to compile.

Fails: gives back the same model compiled
Says: not compiled
"""


def compile_fast(model, steps, peak_rate=5e-3):
    return model
