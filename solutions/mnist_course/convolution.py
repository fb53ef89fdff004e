"""Lesson 10: TODO: what it is about."""


def build_cnn(images):
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


def shift_images(images):
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


def fit_cnn(images):
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
