"""TODO: a right answer that is written in another way. This one copies."""


def forward(images):
    return images.copy()
