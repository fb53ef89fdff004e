"""Wrote both on one line. It takes /n for a line break.

Fails: has two lines
Says: has 1 line:; a backslash
"""


def describe_result(loss, accuracy):
    return f"Test Loss: {loss:.4f}/nTest Accuracy: {accuracy:.2%}"
