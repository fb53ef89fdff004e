"""Lesson 06: measure the network on digits that it has never seen."""


def evaluate_model(model, images, labels):
    """Measure a trained model.

    Parameters
    ----------
    model
        A compiled and trained Keras model.
    images, labels
        Digits that it has not been trained on.

    Returns
    -------
    (loss, accuracy)
        Two plain numbers. accuracy is a fraction: 0.9769 means 97.69 %.
    """
    # TODO: your code goes here, in place of the next line.
    raise NotImplementedError


def describe_result(loss, accuracy):
    r"""Say the result in two lines.

    Parameters
    ----------
    loss, accuracy
        Numbers, as evaluate_model returns them.

    Returns
    -------
    str
        For example "Test Loss: 0.0747\nTest Accuracy: 97.69%".
    """
    # TODO: your code goes here, in place of the next line.
    raise NotImplementedError
