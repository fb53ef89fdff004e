"""Errors and names of a length and a form that take hours to compare, to search or to show.

Attacks: load_data, scale_images, split_validation
Reported: scale_images
Breaks: It lasts no longer than its time
"""


def load_data():
    raise ValueError("\n" * 2_000_000)


def scale_images(images):
    raise type("E" * 100_000, (Exception,), {})("mnist_course/" * 1_000_000)


for _n in range(200_000):
    globals()[f"split_validatio{_n}"] = lambda: None
    globals()[f"split_validatio{_n}"].__module__ = __name__
del globals()["split_validation"]
