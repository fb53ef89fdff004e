"""Forgot to compile.

Fails: gives back the same model compiled
Says: not compiled
"""


def compile_model(model, learning_rate=0.01):
    return model
