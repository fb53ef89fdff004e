"""TODO: a right answer that is written in another way. This one copies."""


def accuracy_after(images):
    return images.copy()
