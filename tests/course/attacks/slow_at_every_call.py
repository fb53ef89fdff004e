"""Takes a little less than a call may take, at every call: the whole class would wait.

Attacks: load_data, scale_images, split_validation
Reported: took all of the time
Breaks: It lasts no longer than its time
"""

import time


def load_data():
    time.sleep(7)


def scale_images(images):
    time.sleep(7)
    return images


def split_validation(images, labels, n_valid):
    time.sleep(7)
    return (images, labels), (images[:0], labels[:0])
