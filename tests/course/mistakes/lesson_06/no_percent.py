"""Forgot to multiply by 100.

Fails: says the accuracy in percent
Says: second line is "Test Accuracy: 0.; Multiply by 100
"""


def describe_result(loss, accuracy):
    return f"Test Loss: {loss:.4f}\nTest Accuracy: {accuracy:.2f}%"
