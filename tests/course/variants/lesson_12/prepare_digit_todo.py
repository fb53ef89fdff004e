"""TODO: a right answer that is written in another way. This one copies."""


def prepare_digit(images):
    return images.copy()
