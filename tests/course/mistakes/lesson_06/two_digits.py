"""Rounded the loss to another number of digits. To two.

Fails: says the loss with four digits
Says: first line is "Test Loss: ; :.4f
"""


def describe_result(loss, accuracy):
    return f"Test Loss: {loss:.2f}\nTest Accuracy: {accuracy * 100:.2f}%"
