"""TODO: a right answer that is written in another way. This one copies."""


def train_epoch(images):
    return images.copy()
