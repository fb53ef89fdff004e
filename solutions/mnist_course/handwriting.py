"""Lesson 12: TODO: what it is about."""


def prepare_digit(images):
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


def recognise(images):
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


def export_weights(images):
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
