"""Takes all the memory that there is.

Attacks: scale_images
Sandbox: limits on memory
Reported: scale_images
Breaks: It lasts no longer than its time
"""


def scale_images(images):
    hog = []
    while True:
        hog.append(bytearray(b"x" * 2**26))
