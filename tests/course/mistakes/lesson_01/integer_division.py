"""Made whole numbers of the result. By two slashes.

Fails: gives decimal numbers
Says: whole numbers
"""


def scale_images(images):
    return images // 255
