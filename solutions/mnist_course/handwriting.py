"""Lesson 12: prepare your own handwriting as MNIST was prepared, and let the network read it."""

import numpy as np
from PIL import Image


def in_the_middle(small):
    """Place scaled ink in a picture, with its centre of mass in the middle. This one is written already.

    Parameters
    ----------
    small
        The ink, at most 28 pixels high and wide, decimal numbers from 0 to 1.

    Returns
    -------
    array
        The ink on a background of 0, shape (28, 28).
    """
    height, width = small.shape
    middle_row = np.average(np.arange(height), weights=small.sum(axis=1))
    middle_column = np.average(np.arange(width), weights=small.sum(axis=0))
    # Where ink lies far to one side, it can't be in the middle without losing some: nearly, then.
    top = min(max(round(14 - middle_row), 0), 28 - height)
    left = min(max(round(14 - middle_column), 0), 28 - width)
    picture = np.zeros((28, 28), dtype="float32")
    picture[top : top + height, left : left + width] = small
    return picture


def prepare_digit(drawing):
    """Prepare a drawing of one digit as MNIST's digits were prepared.

    Parameters
    ----------
    drawing
        White on black or black on white, of any size: an array of shape (height, width), or in colour
        (height, width, 3) or (height, width, 4); the fourth number, the opacity, does not count.
        Whole numbers from 0 to 255, or decimal numbers from 0 to 1. It stays as it is.

    Returns
    -------
    array
        Decimal numbers from 0 (background) to 1 (ink), shape (28, 28). The ink is cut out, scaled so that its longer
        side has 20 pixels and its proportions stay, and placed with its centre of mass in the middle.

    Raises
    ------
    ValueError
        With a sentence, when there is nothing in the drawing: all its pixels are alike.
    """
    # Step 1: one grey for each pixel, and from that the ink, from 0 to 1.
    # Step 2: cut out the ink.
    # Step 3: scale it, so that its longer side has 20 pixels.
    # Step 4: place it, with in_the_middle, which stands above.
    ### BEGIN SOLUTION
    grey = np.asarray(drawing, dtype="float32")
    if grey.ndim == 3:
        grey = grey[:, :, :3].mean(axis=2)

    # The background is what lies along the edge. Ink is what differs from it.
    edge = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ink = abs(grey - np.median(edge))
    if ink.max() == 0:
        raise ValueError("There is nothing in the drawing.")
    ink = ink / ink.max()

    rows = np.flatnonzero(ink.max(axis=1) > 0.1)
    columns = np.flatnonzero(ink.max(axis=0) > 0.1)
    ink = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]

    height, width = (max(1, round(20 * side / max(ink.shape))) for side in ink.shape)
    # Pillow names the width first. BOX: a new pixel is the mean of those that it covers.
    small = np.asarray(Image.fromarray(ink).resize((width, height), Image.Resampling.BOX))
    return in_the_middle(small / small.max())
    ### END SOLUTION


def recognise(model, drawing):
    """Say which digit the model sees in a drawing, and how probable it is.

    Parameters
    ----------
    model
        A trained Keras model: ten probabilities for each image.
    drawing
        As for prepare_digit.

    Returns
    -------
    (digit, probability)
        The most probable digit, an int, and its probability from 0 to 1, a float.

    Raises
    ------
    ValueError
        When there is nothing in the drawing, as prepare_digit says.
    """
    ### BEGIN SOLUTION
    image = prepare_digit(drawing)
    probabilities = model.predict(image[np.newaxis], verbose=0)[0]
    digit = np.argmax(probabilities)
    return int(digit), float(probabilities[digit])
    ### END SOLUTION


def export_weights(model):
    """Take the weights of all Dense layers out of a model, for a program without Keras.

    Parameters
    ----------
    model
        A Keras model as lesson 3 builds it.

    Returns
    -------
    dict
        Name -> array, from the first Dense layer to the last: "kernel_1" of shape (inputs, units), "bias_1"
        of shape (units,), "kernel_2", "bias_2", and so on. It is the model's order that counts, not the names.
    """
    ### BEGIN SOLUTION
    layers = [layer for layer in model.layers if layer.get_weights()]
    weights = {}
    for number, layer in enumerate(layers, start=1):
        weights[f"kernel_{number}"], weights[f"bias_{number}"] = layer.get_weights()
    return weights
    ### END SOLUTION
