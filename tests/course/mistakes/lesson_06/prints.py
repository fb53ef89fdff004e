"""Returned nothing. It prints.

Fails: has two lines
Says: returned None
"""


def describe_result(loss, accuracy):
    print(f"Test Loss: {loss:.4f}\nTest Accuracy: {accuracy * 100:.2f}%")
