"""Returns tuples, lists and dicts of classes of its own: whoever goes through them never arrives.

Attacks: scale_images, split_validation
Reported: scale_images
Breaks: It harms nobody
"""


class _Tuple(tuple):
    def __iter__(self):
        while True:
            yield 7


class _Dict(dict):
    def items(self):
        while True:
            yield "k", 1


def scale_images(images):
    return [_Dict(a=1)]


def split_validation(images, labels, n_valid):
    return _Tuple(((images, labels), (images, labels), (images, labels)))
