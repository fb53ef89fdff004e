"""Returned a function instead of a pair. The loader is named and not called.

Fails: gives training digits and test digits
Says: a function; without ()
Cause: wrong_function_returned
"""


def load_data():
    return mnist.load_data
