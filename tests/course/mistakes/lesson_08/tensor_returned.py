"""Returned a TensorFlow tensor instead of a NumPy array.

Fails: has a row and a column for each digit
Says: a TensorFlow tensor; .numpy()
"""

import tensorflow as tf


def confusion_matrix(actual, predicted, n_classes=10):
    return tf.math.confusion_matrix(actual, predicted, num_classes=n_classes)
