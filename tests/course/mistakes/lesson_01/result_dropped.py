"""Made whole numbers of the result. It divides and returns the old array.

Fails: gives decimal numbers
Says: return what comes out
"""


def scale_images(images):
    images / 255
    return images
