"""TODO: a right answer that is written in another way. This one copies."""


def init_params(images):
    return images.copy()
