"""TODO: a right answer that is written in another way. This one copies."""


def confusion_matrix(images):
    return images.copy()
