"""Keeps the functions in a class."""

from coursekit import mnist


class Data:
    """What the first lesson is about."""

    white = 255

    @staticmethod
    def load_data():
        return mnist.load_data()

    @classmethod
    def scale_images(cls, images):
        return (images / cls.white).astype("float32")

    def split_validation(self, images, labels, n_valid):
        head, tail = slice(None, n_valid), slice(n_valid, None)
        return (images[tail], labels[tail]), (images[head], labels[head])


_data = Data()
load_data, scale_images = Data.load_data, Data.scale_images
split_validation = _data.split_validation
