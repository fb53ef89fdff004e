"""Scaled in the loader already.

Fails: leaves pixels and labels as whole numbers
Says: whole numbers (uint8)
"""

from coursekit import mnist


def load_data():
    (X, y), (X_test, y_test) = mnist.load_data()
    return (X / 255, y), (X_test / 255, y_test)
