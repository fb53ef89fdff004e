"""Returned nothing. It prints.

Fails: has two lines
Says: returned None
Cause: print_in_place_of_return
"""


def describe_result(loss, accuracy):
    print(f"Test Loss: {loss:.4f}\nTest Accuracy: {accuracy * 100:.2f}%")
