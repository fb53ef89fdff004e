"""Lesson 09: TODO: what it is about."""


def compile_fast(images):
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


def fit_fast(images):
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


def accuracy_after(images):
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
