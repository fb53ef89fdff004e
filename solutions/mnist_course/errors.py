"""Lesson 08: TODO: what it is about."""


def confusion_matrix(images):
    """TODO: say what it does.

    Parameters
    ----------
    images
        TODO: what comes in.

    Returns
    -------
    array
        TODO: what must come out.
    """
    ### BEGIN SOLUTION
    return images  # TODO: the solution.
    ### END SOLUTION


def most_confused(images):
    """TODO: say what it does.

    Parameters
    ----------
    images
        TODO: what comes in.

    Returns
    -------
    array
        TODO: what must come out.
    """
    ### BEGIN SOLUTION
    return images  # TODO: the solution.
    ### END SOLUTION


def worst_mistakes(images):
    """TODO: say what it does.

    Parameters
    ----------
    images
        TODO: what comes in.

    Returns
    -------
    array
        TODO: what must come out.
    """
    ### BEGIN SOLUTION
    return images  # TODO: the solution.
    ### END SOLUTION


def plot_confusion_matrix(images):
    """TODO: say what it does.

    Parameters
    ----------
    images
        TODO: what comes in.

    Returns
    -------
    array
        TODO: what must come out.
    """
    ### BEGIN SOLUTION
    return images  # TODO: the solution.
    ### END SOLUTION
