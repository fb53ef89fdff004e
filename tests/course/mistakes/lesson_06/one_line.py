"""Wrote both on one line.

Fails: has two lines
Says: has 1 line:
"""


def describe_result(loss, accuracy):
    return f"Test Loss: {loss:.4f} Test Accuracy: {accuracy * 100:.2f}%"
