"""Raises what graders do not catch: KeyboardInterrupt, GeneratorExit, an error that has no text.

Attacks: load_data, scale_images, split_validation
Reported: ended the Python process
Breaks: What is missing counts as wrong
"""


class _Unsayable(Exception):
    def __str__(self):
        raise self


def load_data():
    raise KeyboardInterrupt


def scale_images(images):
    raise GeneratorExit


def split_validation(images, labels, n_valid):
    raise _Unsayable
