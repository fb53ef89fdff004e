"""Paired images with images and labels with labels.

Fails: gives all digits
Says: labels have the shape (; you returned the test images
"""

from coursekit import mnist


def load_data():
    (X, y), (X_test, y_test) = mnist.load_data()
    return (X, X_test), (y, y_test)
