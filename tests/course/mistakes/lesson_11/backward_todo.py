"""TODO: a mistake that learners make. This one loses an image.

Fails: gives one value for each image
Says: 2 values
"""


def backward(images):
    return images[1:]
