"""TODO: a right answer that is written in another way. This one copies."""


def most_confused(images):
    return images.copy()
