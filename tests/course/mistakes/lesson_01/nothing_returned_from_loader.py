"""Returned nothing. It forgets the return.

Fails: gives training digits and test digits
Says: returned None
Cause: return_forgotten
"""

from coursekit import mnist


def load_data():
    mnist.load_data()
