"""TODO: a right answer that is written in another way. This one copies."""


def cross_entropy(images):
    return images.copy()
