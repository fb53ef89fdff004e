"""Returns lists instead of tuples."""


def split_validation(images, labels, n_valid):
    return [images[n_valid:], labels[n_valid:]], [images[:n_valid], labels[:n_valid]]
