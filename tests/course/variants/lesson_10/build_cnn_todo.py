"""TODO: a right answer that is written in another way. This one copies."""


def build_cnn(images):
    return images.copy()
