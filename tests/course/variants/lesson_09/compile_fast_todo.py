"""TODO: a right answer that is written in another way. This one copies."""


def compile_fast(images):
    return images.copy()
