"""Lesson 08: see which digits the network gets wrong."""

import matplotlib.pyplot as plt
import numpy as np


def confusion_matrix(actual, predicted, n_classes=10):
    """Count how often each digit was taken for each digit.

    Parameters
    ----------
    actual, predicted
        For each image, the right digit and the one that the model said, shape (n,).
    n_classes
        How many classes there are: 0, 1, ..., n_classes - 1. Some may never occur.

    Returns
    -------
    array
        Whole numbers, shape (n_classes, n_classes): in row i and column j stands how many images of the digit i
        were taken for a j.
    """
    ### BEGIN SOLUTION
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    for truth, prediction in zip(actual, predicted):
        matrix[truth, prediction] += 1
    return matrix
    ### END SOLUTION


def most_confused(matrix, n=5):
    """List the most frequent confusions.

    Parameters
    ----------
    matrix
        A confusion matrix of any number of classes. It stays as it is.
    n
        How many confusions are wanted.

    Returns
    -------
    list of (actual, predicted, count)
        Whole numbers, the most frequent confusion first. Right answers are left out, and so is what never
        happened: the list can be shorter than n. Equal counts may come in any order.
    """
    ### BEGIN SOLUTION
    confusions = [
        (actual, predicted, int(count))
        for (actual, predicted), count in np.ndenumerate(matrix)
        if actual != predicted and count > 0
    ]
    confusions.sort(key=lambda confusion: confusion[2], reverse=True)
    return confusions[:n]
    ### END SOLUTION


def worst_mistakes(probabilities, labels, n=9):
    """Find the wrong answers of which the model was most confident.

    Parameters
    ----------
    probabilities
        What the model says: a row of probabilities for each image, shape (n_images, n_classes).
    labels
        The right digits, shape (n_images,).
    n
        How many mistakes are wanted.

    Returns
    -------
    array
        The places (indices) of the images, of wrong answers alone. The model's confidence is the probability of the
        digit that it chose; the most confident comes first. Shorter than n when there are fewer mistakes.
    """
    ### BEGIN SOLUTION
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    confidence = probabilities[wrong].max(axis=1)
    return wrong[np.argsort(-confidence)][:n]
    ### END SOLUTION


def plot_confusion_matrix(matrix):
    """Draw a confusion matrix as a table of colours with its counts.

    Parameters
    ----------
    matrix
        A confusion matrix of any number of classes, whole numbers. It stays as it is.

    Returns
    -------
    Axes
        A picture with a cell for each pair of digits. Its colour shows the share: the count divided by the sum of its
        row, and 0 in a row without any images. The count is written in the cell; a 0 may be left out. The y axis
        is called "actual", the x axis "predicted".
    """
    ### BEGIN SOLUTION
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    _, ax = plt.subplots(figsize=(7, 7))
    ax.imshow(shares, cmap="Blues")
    for (row, column), count in np.ndenumerate(matrix):
        colour = "white" if shares[row, column] > 0.5 else "black"
        ax.text(column, row, count, ha="center", va="center", color=colour)
    ax.set_xticks(range(len(matrix)))
    ax.set_yticks(range(len(matrix)))
    ax.set_xlabel("predicted")
    ax.set_ylabel("actual")
    return ax
    ### END SOLUTION
