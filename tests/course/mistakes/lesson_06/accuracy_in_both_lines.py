"""Wrote the accuracy in place of the loss.

Fails: says the loss with four digits
Says: The number there is the accuracy
"""


def describe_result(loss, accuracy):
    return f"Test Loss: {accuracy:.4f}\nTest Accuracy: {accuracy * 100:.2f}%"
