"""Lesson 11: TODO: what it is about."""


def init_params(images):
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


def forward(images):
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


def cross_entropy(images):
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


def backward(images):
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


def sgd_step(images):
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


def train_epoch(images):
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
