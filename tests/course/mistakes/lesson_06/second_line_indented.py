"""Indented the second line.

Fails: says the accuracy in percent
Says: begins with 4 spaces; triple quotes
"""


def describe_result(loss, accuracy):
    return f"""Test Loss: {loss:.4f}
    Test Accuracy: {accuracy:.2%}"""
