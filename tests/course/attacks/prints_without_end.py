"""Floods the output.

Attacks: scale_images
Reported: printed without end
"""


def scale_images(images):
    while True:
        print("passed " * 10_000)
