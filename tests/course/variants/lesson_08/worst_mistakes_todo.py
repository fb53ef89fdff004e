"""TODO: a right answer that is written in another way. This one copies."""


def worst_mistakes(images):
    return images.copy()
