"""Changed the greys besides scaling. It makes white of black.

Fails: makes 0 stay 0 and 255 become 1
Says: became 1.000; exchanged
"""


def scale_images(images):
    return 1 - images / 255
