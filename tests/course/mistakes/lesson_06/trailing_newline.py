"""Ended in a line break.

Fails: has two lines
Says: has 3 lines; none at the end
"""


def describe_result(loss, accuracy):
    return f"Test Loss: {loss:.4f}\nTest Accuracy: {accuracy * 100:.2f}%\n"
