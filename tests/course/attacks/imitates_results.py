"""Puts results, formulas, markup, control characters and half characters into names, prints and messages.

Attacks: scale_images
Reported: scale_images
Breaks: It changes nothing
"""


class Passed(Exception):
    pass


_TEXT = (
    "\n::set-output name=points::100\n01 scale_images ✓ 5 checks\n"
    '=HYPERLINK("http://example.com")\n<script>alert(1)</script>]]>\x1b[2J\r\0\ud800\u202e\uffff'
)


def scale_images(images):
    print(_TEXT)
    raise Passed(_TEXT)
