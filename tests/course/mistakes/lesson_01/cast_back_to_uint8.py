"""Cast the result back to whole numbers.

Fails: gives decimal numbers
Says: type uint8
"""


def scale_images(images):
    return (images / 255).astype("uint8")
