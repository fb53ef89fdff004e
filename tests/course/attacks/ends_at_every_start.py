"""Ends Python again and again, each time after a while: every new start costs time.

Attacks: load_data, scale_images, split_validation
Reported: ended the Python process
Breaks: It lasts no longer than its time; What is missing counts as wrong
"""

import os
import time

time.sleep(2)
os.abort()
