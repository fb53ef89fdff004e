"""Calls sys.exit(0) in the function that is graded.

Attacks: scale_images
Reported: called exit()
Breaks: What is missing counts as wrong
"""

import sys


def scale_images(images):
    sys.exit(0)
