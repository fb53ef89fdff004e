"""Returns a generator without an end: a checker that takes it apart hangs.

Attacks: scale_images, split_validation
Reported: should return
Breaks: It lasts no longer than its time
"""


def _forever():
    while True:
        yield 0.5


def scale_images(images):
    return _forever()


def split_validation(images, labels, n_valid):
    return _forever(), _forever()
