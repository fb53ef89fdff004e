"""Lets TensorFlow count."""

import tensorflow as tf


def confusion_matrix(actual, predicted, n_classes=10):
    return tf.math.confusion_matrix(actual, predicted, num_classes=n_classes).numpy()
