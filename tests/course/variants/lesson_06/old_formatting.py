"""Formats in the old way."""


def describe_result(loss, accuracy):
    lines = ["Test Loss: %.4f" % loss, "Test Accuracy: {:.2f}%".format(accuracy * 100)]
    return "\n".join(lines)
