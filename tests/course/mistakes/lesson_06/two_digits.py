"""Rounded the loss to two digits.

Fails: says the loss with four digits
Says: :.4f
"""


def describe_result(loss, accuracy):
    return f"Test Loss: {loss:.2f}\nTest Accuracy: {accuracy * 100:.2f}%"
