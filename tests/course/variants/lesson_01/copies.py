"""Returns copies."""


def split_validation(images, labels, n_valid):
    return (
        (images[n_valid:].copy(), labels[n_valid:].copy()),
        (images[:n_valid].copy(), labels[:n_valid].copy()),
    )
