"""Returned the test digits first.

Fails: gives all digits
Says: training images have the shape (1000,; training pair first
"""

from coursekit import mnist


def load_data():
    train, test = mnist.load_data()
    return test, train
