"""TODO: a right answer that is written in another way. This one copies."""


def shift_images(images):
    return images.copy()
