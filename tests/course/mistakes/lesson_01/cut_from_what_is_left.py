"""Left one of the two sets empty. It cuts from what is left.

Fails: gives no digit to both sets
Says: you gave 0 digits to training and 9 to validation; from images as they came in
"""


def split_validation(images, labels, n_valid):
    images, y_valid = images[:n_valid], labels[:n_valid]
    return (images[n_valid:], labels[n_valid:]), (images, y_valid)
