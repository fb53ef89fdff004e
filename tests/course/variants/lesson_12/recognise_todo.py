"""TODO: a right answer that is written in another way. This one copies."""


def recognise(images):
    return images.copy()
