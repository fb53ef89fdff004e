"""Wrote the accuracy first.

Fails: says the loss with four digits
Says: first line is "Test Accuracy:
"""


def describe_result(loss, accuracy):
    return f"Test Accuracy: {accuracy * 100:.2f}%\nTest Loss: {loss:.4f}"
