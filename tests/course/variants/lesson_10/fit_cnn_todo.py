"""TODO: a right answer that is written in another way. This one copies."""


def fit_cnn(images):
    return images.copy()
