"""TODO: a right answer that is written in another way. This one copies."""


def sgd_step(images):
    return images.copy()
