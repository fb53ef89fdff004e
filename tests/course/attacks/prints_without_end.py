"""Floods the output.

Attacks: scale_images
Reported: printed without end
Breaks: It lasts no longer than its time
"""


def scale_images(images):
    while True:
        print("passed " * 10_000)
