"""TODO: a right answer that is written in another way. This one copies."""


def backward(images):
    return images.copy()
