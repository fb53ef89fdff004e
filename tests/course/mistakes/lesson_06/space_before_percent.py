"""Wrote the percentage otherwise than asked. With a space before the sign.

Fails: says the accuracy in percent
Says: %". It should be; right behind
"""


def describe_result(loss, accuracy):
    return f"Test Loss: {loss:.4f}\nTest Accuracy: {accuracy * 100:.2f} %"
