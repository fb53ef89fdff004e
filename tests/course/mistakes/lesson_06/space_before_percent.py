"""Put a space before the percent sign.

Fails: says the accuracy in percent
Says: right behind
"""


def describe_result(loss, accuracy):
    return f"Test Loss: {loss:.4f}\nTest Accuracy: {accuracy * 100:.2f} %"
