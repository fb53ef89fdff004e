"""Set the array's type without converting it.

Fails: keeps the shape
Says: (6, 28, 56); converts no number
"""


def scale_images(images):
    scaled = images / 255
    scaled.dtype = "float32"
    return scaled
