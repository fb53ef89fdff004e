"""Uses the percent format."""


def describe_result(loss, accuracy):
    return f"Test Loss: {loss:.4f}\nTest Accuracy: {accuracy:.2%}"
