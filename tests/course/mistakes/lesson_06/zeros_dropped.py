"""Rounded the loss to another number of digits. It drops the zeros at the end.

Fails: says the loss with four digits
Says: 0.5000
"""


def describe_result(loss, accuracy):
    return f"Test Loss: {round(loss, 4)}\nTest Accuracy: {round(accuracy * 100, 2)}%"
