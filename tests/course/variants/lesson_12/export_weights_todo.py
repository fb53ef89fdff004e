"""TODO: a right answer that is written in another way. This one copies."""


def export_weights(images):
    return images.copy()
