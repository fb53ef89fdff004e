"""Returns the numbers of a good network, without measuring.

Attacks: evaluate_model, describe_result
Lessons: 06
Reported: loss on these 200 digits
Breaks: Answers brought along are worth nothing
"""


def evaluate_model(model, images, labels):
    return 0.0747, 0.9769


def describe_result(loss, accuracy):
    return "Test Loss: 0.0747\nTest Accuracy: 97.69%"
